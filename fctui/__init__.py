"""The program: the command line (`cli`), the `app`, its demonstration (`demo`) in a made-up `borough`.

The app is made of `routes` (which page follows which) and `keyboard`; beside it stand `commands`, `idle`, `clipboard`
and `theme`. What must hold whatever happens: `crash`, `hangup`, `latin`, `pastes`, `collecting`.
"""
