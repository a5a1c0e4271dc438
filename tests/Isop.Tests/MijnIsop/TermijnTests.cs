using Isop.Bot.MijnIsop;
using Isop.Bot.Web.Components;

namespace Isop.Tests.MijnIsop;

public sealed class TermijnTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    [Theory]
    [InlineData(-2, "2 dagen te laat", Tone.Error)]
    [InlineData(-1, "1 dag te laat", Tone.Error)]
    [InlineData(0, "vandaag nog", Tone.Warn)]
    [InlineData(1, "nog 1 dag", Tone.Warn)]
    [InlineData(3, "nog 3 dagen", Tone.Warn)]
    [InlineData(4, "nog 4 dagen", Tone.Info)]
    [InlineData(30, "nog 30 dagen", Tone.Info)]
    public void A_deadline_is_told_in_days(int days, string text, Tone tone) => Assert.Equal(new Termijn(text, tone), Termijn.Of(Today.AddDays(days), Today));

    [Fact]
    public void Without_a_deadline_nothing_is_said() => Assert.Null(Termijn.Of(null, Today));
}
