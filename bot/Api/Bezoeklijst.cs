using System.Collections.Concurrent;
using Isop.Bot.Bureau;
using Isop.Core.Bezoeken;
using Isop.Core.Register;
using Isop.Core.Toegang;

namespace Isop.Bot.Api;

/// <summary>Reads the visits that a person may see, of a study year.</summary>
internal sealed class Bezoeklijst(BezoekStore store)
{
    /// <summary>Enough for the latency of Table Storage, few enough to leave the store to others.</summary>
    private const int AtOnce = 16;

    public async ValueTask<IReadOnlyList<Bezoekregel>> ReadAsync(ApiAanroeper wie, string studiejaar, CancellationToken ct)
    {
        if (!wie.Rechten.Heeft(Recht.Staat))
        {
            return wie.DagIn(studiejaar) is { } dag
                ? [.. (await store.VanPersoonAsync(wie.Person.Id, wie.Register, [dag], ct)).SelectMany(j => Regels(j, wie))]
                : [];
        }

        var found = new ConcurrentBag<Bezoekregel>();
        await Parallel.ForEachAsync(
            await store.BezoekersAsync(studiejaar, ct),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
            async (bezoeker, token) =>
            {
                foreach (var regel in await store.FindAsync(bezoeker, studiejaar, token) is { } jaar ? Regels(jaar, wie) : [])
                {
                    found.Add(regel);
                }
            });
        return [.. found];
    }

    /// <summary>One of them, always as it is now; null also for one this person may not see.</summary>
    public async ValueTask<(Bezoekjaar Jaar, Bezoekregel Regel)?> FindAsync(ApiAanroeper wie, string id, CancellationToken ct) =>
        id.Split('~') is [{ Length: > 0 and <= 100 } year, var visit] && await store.FindAsync(year, ct) is { } jaar
        && Regels(jaar, wie).FirstOrDefault(r => r.Bezoek.Id == visit) is { } regel
            ? (jaar, regel)
            : null;

    private static IEnumerable<Bezoekregel> Regels(Bezoekjaar jaar, ApiAanroeper wie) =>
        from bezoek in jaar.Bezoeken
        where Bezoekregels.IsBetrokken(jaar, bezoek, wie.Person.Id, wie.Register) || wie.Rechten.Heeft(Recht.Staat, KringVan(jaar, bezoek, wie.Register))
        select new Bezoekregel(jaar, bezoek, BureauText.Name(bezoek.Student, wie.Register));

    /// <summary>As its stage is now; of a stage that is gone, what the visit itself knows.</summary>
    private static Kring KringVan(Bezoekjaar jaar, Bezoek bezoek, RegisterSnapshot register) => register.FindStage(bezoek.Stage) is { } stage
        ? Kring.Van(stage, register)
        : new Kring
        {
            Student = bezoek.Student, Organisatie = bezoek.Organisatie, Bestuur = register.FindOrganisatie(bezoek.Organisatie)?.Bestuur ?? "",
            Opleider = bezoek.Opleider, Studiecoach = jaar.Bezoeker,
        };
}

/// <summary>A visit of somebody's year.</summary>
internal sealed record Bezoekregel(Bezoekjaar Jaar, Bezoek Bezoek, string Student)
{
    public string Id => Jaar.KenmerkVan(Bezoek);

    /// <summary>How far it is for this person.</summary>
    public Bezoekstaat Staat(PersonId lezer) => lezer == Jaar.Bezoeker ? Bezoek.Staat : Bezoek.StaatVoorAnderen;

    public Halfdag? Moment(PersonId lezer) => Staat(lezer) is Bezoekstaat.Ongepland or Bezoekstaat.Vervallen ? null : Bezoek.Moment;
}
