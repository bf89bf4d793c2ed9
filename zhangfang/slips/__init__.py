"""Reading a slip: from lines of print to the facts they state, and how sure each is."""
