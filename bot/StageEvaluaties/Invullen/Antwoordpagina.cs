using Isop.Core.Register;
using Isop.Core.StageEvaluaties;

namespace Isop.Bot.StageEvaluaties.Invullen;

/// <summary>What a link to the form leads to.</summary>
public abstract record Antwoordplek
{
    private Antwoordplek()
    {
    }

    /// <param name="Golf">The wave.</param>
    /// <param name="Link">The place.</param>
    /// <param name="Lijst">What is asked.</param>
    /// <param name="Eenheid">About where, as people name it.</param>
    public sealed record Open(Golf Golf, Antwoordlink Link, Vragenlijst Lijst, string Eenheid) : Antwoordplek;

    public sealed record AlGedaan : Antwoordplek;

    /// <summary>Closed, or never there: the same to whoever looks.</summary>
    public sealed record Gesloten : Antwoordplek;
}

/// <summary>Loads what a link leads to, and sends. It knows no person.</summary>
internal sealed class Antwoordpagina(GolfStore golven, Golfrooster rooster, VragenlijstStore lijsten, RegisterStore registers)
{
    /// <param name="hash">Of the link; null when it has not even the shape of one.</param>
    /// <param name="today">The day.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask<Antwoordplek> FindAsync(string? hash, DateOnly today, CancellationToken ct)
    {
        if (hash is null || await rooster.VolgAsync(hash, ct) is not { } link || await golven.FindAsync(link.Golf, ct) is not { } golf
            || !golf.NeemtAan(today) || await rooster.PlekAsync(link, ct) is not { } plek)
        {
            return new Antwoordplek.Gesloten();
        }

        if (plek.Gebruikt)
        {
            return new Antwoordplek.AlGedaan();
        }

        return golf.Vragenlijsten.TryGetValue(plek.Opleiding, out var pinned) && (await lijsten.CurrentAsync(ct)).Find(pinned) is { } lijst
            ? new Antwoordplek.Open(golf, link, lijst, Eenheden.Naam(await registers.CurrentAsync(ct), plek.Eenheid))
            : new Antwoordplek.Gesloten();
    }

    public ValueTask<Antwoorduitkomst> StuurAsync(Antwoordplek.Open open, StageAntwoorden antwoorden, CancellationToken ct) =>
        rooster.StuurAsync(open.Golf, open.Link, open.Lijst, antwoorden, ct);
}

/// <summary>The names of the fields.</summary>
internal static class Antwoordformulier
{
    private const string StapPrefix = "s-";
    private const string TekstPrefix = "t-";

    public static string VeldVan(Stelling stelling) => StapPrefix + stelling.Id;

    public static string VeldVan(OpenVraag vraag) => TekstPrefix + vraag.Id;

    /// <summary>Also what the list does not ask, so that it is refused and not dropped.</summary>
    public static StageAntwoorden Lees(Vragenlijst lijst, IFormCollection form)
    {
        const int most = 200;
        return form.Take(most).Aggregate(StageAntwoorden.Leeg, static (all, field) =>
            field.Key.StartsWith(StapPrefix, StringComparison.Ordinal) ? all.MetStap(field.Key[StapPrefix.Length..], field.Value)
            : field.Key.StartsWith(TekstPrefix, StringComparison.Ordinal) ? all.MetTekst(field.Key[TekstPrefix.Length..], field.Value)
            : all);
    }
}
