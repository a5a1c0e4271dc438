using System.Collections.Concurrent;
using Isop.Bot.Web.Components;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Toegang;

namespace Isop.Bot.Bureau.Voortgang;

/// <summary>How far the last message about a case got with a person.</summary>
public enum Bezorgstand
{
    Geen,
    Gepland,
    Onderweg,
    Aangekomen,
    Gezien,
    WaarschijnlijkAangekomen,
    NietAangekomen,
    Onbereikbaar,

    /// <summary>Not for this reader.</summary>
    Onbekend,
}

internal static class Bezorgstanden
{
    public static string Word(this Bezorgstand stand) => stand switch
    {
        Bezorgstand.Geen => "nog geen bericht",
        Bezorgstand.Gepland => "bericht staat klaar",
        Bezorgstand.Onderweg => "bericht onderweg",
        Bezorgstand.Aangekomen => "bericht aangekomen",
        Bezorgstand.Gezien => "bericht gezien",
        Bezorgstand.WaarschijnlijkAangekomen => "bericht waarschijnlijk aangekomen",
        Bezorgstand.NietAangekomen => "bericht niet aangekomen",
        Bezorgstand.Onbekend => "",
        _ => "onbereikbaar",
    };

    /// <summary>Whether a message was seen, or came late, is not for colleagues: only that it did not arrive.</summary>
    public static Bezorgstand ForColleagues(this Bezorgstand stand) => stand.IsProbleem() ? Bezorgstand.NietAangekomen : Bezorgstand.Onbekend;

    public static bool IsProbleem(this Bezorgstand stand) => stand is Bezorgstand.NietAangekomen or Bezorgstand.Onbereikbaar;

    public static Tone Tone(this BezorgStaat staat) => staat switch
    {
        BezorgStaat.Failed or BezorgStaat.WaitingForInstall => Web.Components.Tone.Error,
        BezorgStaat.Doubt => Web.Components.Tone.Warn,
        BezorgStaat.Delivered => Web.Components.Tone.Ok,
        _ => Web.Components.Tone.Info,
    };

    public static string Word(this BezorgStaat staat) => staat switch
    {
        BezorgStaat.Planned => "staat klaar",
        BezorgStaat.Sending or BezorgStaat.RetryAt => "onderweg",
        BezorgStaat.Delivered => "aangekomen",
        BezorgStaat.Doubt => "waarschijnlijk aangekomen",
        BezorgStaat.WaitingForInstall => "onbereikbaar",
        BezorgStaat.Failed => "niet aangekomen",
        BezorgStaat.Cancelled => "niet meer nodig",
        _ => "te laat om te sturen",
    };

    /// <summary>Of the last message to this person about this case.</summary>
    public static Bezorgstand Of(BezorgBox box, string zaak)
    {
        var last = box.Berichten.Values.Select(b => b.Value).Where(b => b.State.IsVisible() && b.Regels.Any(r => r.Case == zaak))
            .MaxBy(b => b.Id, StringComparer.Ordinal);
        return last switch
        {
            null when box.Bezorgingen.Values.Any(b => b.Value.Case == zaak && b.Value.State == BezorgStaat.Failed) => Bezorgstand.NietAangekomen,
            null when box.Bezorgingen.Values.Any(b => b.Value.Case == zaak && b.Value.State.IsOpen()) => Bezorgstand.Gepland,
            null => Bezorgstand.Geen,
            { SeenAt: not null } => Bezorgstand.Gezien,
            { State: BezorgStaat.Delivered } => Bezorgstand.Aangekomen,
            { State: BezorgStaat.Doubt } => Bezorgstand.WaarschijnlijkAangekomen,
            { State: BezorgStaat.Failed } => Bezorgstand.NietAangekomen,
            { State: BezorgStaat.WaitingForInstall } => Bezorgstand.Onbereikbaar,
            _ => Bezorgstand.Onderweg,
        };
    }
}

/// <summary>The stands of everybody on a page of cases.</summary>
internal sealed class Bezorgladder(BezorgStore bezorgingen)
{
    private const int AtOnce = 32;

    public async ValueTask<IReadOnlyDictionary<(string Zaak, PersonId Person), Bezorgstand>> ReadAsync(
        IReadOnlyList<VoortgangRegel> regels, Rechten wie, CancellationToken cancellationToken)
    {
        var perPerson = regels.SelectMany(r => r.Werkplekbegeleiders.Select(w => w.Id).Prepend(r.Student), (r, p) => (r.Zaak, Person: p))
            .ToLookup(x => x.Person, x => x.Zaak);
        var stands = new ConcurrentDictionary<(string, PersonId), Bezorgstand>();
        await Parallel.ForEachAsync(
            perPerson,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (cases, token) =>
            {
                var box = await bezorgingen.LoadAsync(cases.Key, token);
                foreach (var zaak in cases)
                {
                    var stand = Bezorgstanden.Of(box, zaak);
                    stands[(zaak, cases.Key)] = wie.Heeft(Recht.Beheer) ? stand : stand.ForColleagues();
                }
            });
        return stands;
    }
}
