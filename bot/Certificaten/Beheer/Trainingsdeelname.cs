using Isop.Bot.Bureau;
using Isop.Core.Certificaten;
using Isop.Core.Certificaten.Trainingen;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Bot.Certificaten.Beheer;

/// <summary>Who guides students and has which training, and who is reminded.</summary>
internal sealed class Trainingsdeelname(CertificaatStore certificaten, Trainingsherinnering herinnering, RegisterStore registers)
{
    private const int PerPage = 100;

    public async ValueTask<DeelnameLijst> ReadAsync(DeelnameFilter filter, DateTimeOffset now, CancellationToken ct)
    {
        var (register, today) = (await registers.CurrentAsync(ct), AmsterdamTime.DateOf(now));
        var jaar = register.Kalender.Studiejaar(today);
        var held = (await certificaten.AlleRegelsAsync(ct)).Where(r => r.Persoon is not null).ToLookup(r => r.Persoon!.Value);
        // Counted and taken in two walks, without a list of everybody for one page. Most have no certificate, and so miss the same.
        var zonder = Trainingsstand.Van(default, [], jaar).Mist(register.Kalender, jaar);
        string? Mist(Begeleider b) => held.Contains(b.Persoon.Id) ? Trainingsstand.Van(b.Persoon.Id, held[b.Persoon.Id], jaar).Mist(register.Kalender, jaar) : zonder;
        var narrowed = register.Once(today, Begeleiders.Van).Alle.Where(b => filter.Bestuur is null || b.Waar.Any(o => o.Bestuur == filter.Bestuur));
        var (all, basis, opfris, passing) = (0, 0, 0, 0);
        foreach (var mist in narrowed.Select(Mist))
        {
            (all, passing) = (all + 1, passing + (filter.Passes(mist) ? 1 : 0));
            (basis, opfris) = (basis + (mist == Trainingsstand.Basistraining ? 1 : 0), opfris + (mist == Trainingsstand.Opfriscursus ? 1 : 0));
        }

        var page = narrowed.Where(b => filter.Passes(Mist(b))).Select(b => DeelnameRegel.Van(register, b.Persoon, b.Waar, held[b.Persoon.Id], jaar));
        return new DeelnameLijst(filter, jaar, register, all, basis, opfris, Paging.Take(page, passing, filter.Pagina, PerPage));
    }

    public ValueTask HerinnerAsync(IReadOnlyList<PersonId> people, DateTimeOffset now, CancellationToken ct) => herinnering.StuurAsync(people, now, ct);
}

internal sealed record Begeleider(Persoon Persoon, IReadOnlyList<Organisatie> Waar);

/// <summary>Who guides students on a day and where, by name.</summary>
internal sealed record Begeleiders(IReadOnlyList<Begeleider> Alle)
{
    public static Begeleiders Van(RegisterSnapshot register, DateOnly today)
    {
        var guiding = register.Data.Stages.Where(s => s.IsOngoing(today)).SelectMany(s => s.Werkplekbegeleiders, (s, w) => (Persoon: w, s.Organisatie)).GroupBy(p => p.Persoon, p => p.Organisatie)
            .Select(g => (Persoon: register.Find(g.Key), Waar: g.Distinct().Select(register.FindOrganisatie).OfType<Organisatie>())).Where(g => g.Persoon is { Beeindigd: null });
        return new Begeleiders(BureauText.OpNaam(guiding.Select(g => new Begeleider(g.Persoon!, [.. g.Waar])), b => b.Persoon.Naam));
    }
}

/// <summary>A werkplekbegeleider on the list.</summary>
public sealed record DeelnameRegel(PersonId Persoon, string Naam, IReadOnlyList<Organisatie> Waar, Trainingsstand Stand, bool MistBasis, bool MistOpfris)
{
    public string Organisaties => Dutch.List([.. Waar.Select(o => o.Naam)]);

    public static DeelnameRegel Van(RegisterSnapshot register, Persoon persoon, IReadOnlyList<Organisatie> waar, IEnumerable<Certificaatregel> certificaten, string jaar)
    {
        var stand = Trainingsstand.Van(persoon.Id, certificaten, jaar);
        var mist = stand.Mist(register.Kalender, jaar);
        return new DeelnameRegel(persoon.Id, persoon.Naam, waar, stand, mist == Trainingsstand.Basistraining, mist == Trainingsstand.Opfriscursus);
    }
}

/// <summary>The list as it is shown.</summary>
public sealed record DeelnameLijst(DeelnameFilter Filter, string Jaar, RegisterSnapshot Register, int Aantal, int MistBasis, int MistOpfris, Paging<DeelnameRegel> Page);

/// <summary>What part of it is shown: it stands in the address.</summary>
public sealed record DeelnameFilter(string Mist, string? Bestuur, int Pagina)
{
    public const string Basis = "basistraining", Opfris = "opfriscursus", Alles = "alle";

    public static DeelnameFilter Read(IQueryCollection query) => new(
        query["mist"].ToString() switch { Basis => Basis, Alles => Alles, _ => Opfris }, query["bestuur"].ToString() is { Length: > 0 and <= 40 } board ? board : null, Paging.Asked(query["pagina"]));

    /// <param name="mist">The training somebody misses; null when none.</param>
    public bool Passes(string? mist) => Mist switch { Basis => mist == Trainingsstand.Basistraining, Opfris => mist == Trainingsstand.Opfriscursus, _ => true };

    public string Query(string? mist = null, int page = 1) =>
        $"?mist={mist ?? Mist}{(Bestuur is null ? "" : $"&bestuur={Uri.EscapeDataString(Bestuur)}")}{(page > 1 ? $"&pagina={page}" : "")}";
}
