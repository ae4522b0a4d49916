-- The figures of the reps in scope, for the talk about a flag.
SELECT rep_figure_keep()
