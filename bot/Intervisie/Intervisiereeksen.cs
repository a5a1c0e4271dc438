using Isop.Bot.Cards;
using Isop.Core.Intervisie;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Bot.Intervisie;

/// <summary>Loads series for a reader, and carries out what the reader asks of one.</summary>
internal sealed class Intervisiereeksen(IntervisieStore store, RegisterStore registers)
{
    public const string NietMeer = "Deze intervisie is er niet meer. Typ 'intervisie' om te zien hoe het nu is.";

    /// <summary>Null when there is none, or none for this reader.</summary>
    public async ValueTask<Intervisiezicht?> OpenAsync(string? id, PersonId lezer, DateTimeOffset now, CancellationToken ct)
    {
        if (id is not { Length: > 0 and <= 100 } || await store.FindAsync(id, ct) is not { } reeks)
        {
            return null;
        }

        var om = store.Omgeving(await registers.CurrentAsync(ct), now);
        return Intervisieregels.Hoort(reeks, lezer, om) ? new Intervisiezicht(reeks, om, lezer) : null;
    }

    /// <summary>The series in which a person has a part today.</summary>
    public async ValueTask<IReadOnlyList<Intervisiezicht>> VanAsync(PersonId lezer, DateTimeOffset now, CancellationToken ct)
    {
        var om = store.Omgeving(await registers.CurrentAsync(ct), now);
        return
        [
            .. (await store.VanPersoonAsync(lezer, om.Register, [AmsterdamTime.DateOf(now)], ct))
                .Where(r => Intervisieregels.Hoort(r, lezer, om)).Select(r => new Intervisiezicht(r, om, lezer)),
        ];
    }

    /// <summary>Carries it out and answers the series as it is then, with the sentence of the refusal when it was refused.</summary>
    public async ValueTask<(Intervisiezicht Zicht, string? Refused)> DoAsync(Intervisiezicht z, Intervisieopdracht opdracht, CancellationToken ct)
    {
        var besluit = await store.DecideAsync(z.Reeks.Id, opdracht, z.Om.Register, z.Om.Now, ct);
        var fresh = await store.FindAsync(z.Reeks.Id, ct) is { } reeks ? z with { Reeks = reeks } : z;
        return (fresh, besluit is Intervisiebesluit.Geweigerd no ? Intervisieweigeringen.Zin(no.Reden, fresh) : null);
    }

    public static CardAnswer Unknown() => new CardAnswer.Say(NietMeer);
}
