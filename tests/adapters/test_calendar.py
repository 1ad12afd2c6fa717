"""`/calendar` hands over one file, on whatever platform it is asked for (14.3)."""

from pathlib import Path

from support.agenda import CalendarProgram
from support.both import DISCORD_ME, TELEGRAM_ME, playing_both

from .test_links import MONDAY, START, link


async def test_a_file_of_either_platform_updates_that_of_the_other(tmp_path: Path) -> None:
    async with playing_both(tmp_path / "w.db", MONDAY) as both:
        await both.telegram.say(START)
        await both.discord.say(START)
        await link(both.telegram, both.discord)
        program = CalendarProgram()
        assert "27 study sessions and 4 check-ins" in await both.telegram.say("/calendar")
        sent = both.telegram_server.world.of(TELEGRAM_ME)[-1].content
        assert sent is not None
        program.take(bytes(sent))
        await both.telegram.say("/settings days=mon,wed,fri")
        assert "are in it as cancelled" in await both.discord.say("/calendar")
        ((name, content),) = both.discord_server.world.of(DISCORD_ME)[-1].files
        assert name == "waymark-2026-03-02.ics"
        program.take(content)
        sessions = [each for each in program.ahead(MONDAY) if each.title == "Study session"]
        assert {each.begins.weekday() for each in sessions} == {0, 2, 4}
