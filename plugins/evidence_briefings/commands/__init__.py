"""What the ``briefings`` command can do: a module for each group of subcommands, loaded when one is called."""
