"""Starting, watching and stopping the processes that make up a running 账房."""
