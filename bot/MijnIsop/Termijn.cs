using Isop.Bot.Web.Components;
using Isop.Core.Time;

namespace Isop.Bot.MijnIsop;

/// <summary>How long there is for something, in words that say it without their colour.</summary>
public sealed record Termijn(string Tekst, Tone Tone)
{
    private const int Kort = 3;

    public static Termijn? Of(DateOnly? deadline, DateOnly today) => (deadline?.DayNumber - today.DayNumber) switch
    {
        null => null,
        < 0 and var days => new Termijn($"{Dutch.Count(-days, "dag", "dagen")} te laat", Tone.Error),
        0 => new Termijn("vandaag nog", Tone.Warn),
        1 => new Termijn("nog 1 dag", Tone.Warn),
        <= Kort and var days => new Termijn($"nog {days} dagen", Tone.Warn),
        var days => new Termijn($"nog {days} dagen", Tone.Info),
    };
}
