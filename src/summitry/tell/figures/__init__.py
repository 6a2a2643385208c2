"""Figures: one function, one figure. Each takes a study and gives a Picture (figure, message, caption, alt, data)."""

from summitry.tell.figures.agendas import plot_themes_by_meeting
from summitry.tell.figures.announced import plot_announced
from summitry.tell.figures.dating import plot_dating
from summitry.tell.figures.joined import plot_joined
from summitry.tell.figures.map import plot_map
from summitry.tell.figures.saving import FIGURES, save_figure, save_figures
from summitry.tell.figures.story import plot_story
from summitry.tell.figures.style import Picture
from summitry.tell.figures.themes import plot_themes_by_speaker
from summitry.tell.figures.timeline import plot_timeline
from summitry.tell.figures.voices import plot_who_to_whom, plot_words_quoted

__all__ = [
    "FIGURES",
    "Picture",
    "plot_announced",
    "plot_dating",
    "plot_joined",
    "plot_map",
    "plot_story",
    "plot_themes_by_meeting",
    "plot_themes_by_speaker",
    "plot_timeline",
    "plot_who_to_whom",
    "plot_words_quoted",
    "save_figure",
    "save_figures",
]
