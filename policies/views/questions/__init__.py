"""What pages of places, of bodies and of what ends ask of the database: questions prepared once a process, of few columns each."""
