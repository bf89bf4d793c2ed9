"""Ends the desk's tasks."""

import asyncio


async def end(*tasks: asyncio.Task[None] | None) -> None:
    """Cancel those that were begun, and wait until they have ended, however they do."""
    begun = [task for task in tasks if task is not None]
    for task in begun:
        task.cancel()
    await asyncio.gather(*begun, return_exceptions=True)
