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
        var guiding = register.Data.Stages.Where(s => s.IsOngoing(today)).SelectMany(s => s.Werkplekbegeleiders, (s, w) => (Persoon: w, s.Organisatie))
            .GroupBy(p => p.Persoon, p => p.Organisatie).Where(g => register.Find(g.Key) is { Beeindigd: null });
        var all = guiding.Select(g => DeelnameRegel.Van(register, g.Key, g, held[g.Key], jaar)).OrderBy(r => r.Naam, BureauText.Names).ToList();
        var narrowed = all.Where(r => filter.Bestuur is null || r.Besturen.Contains(filter.Bestuur)).ToList();
        return new DeelnameLijst(
            filter, jaar, register, narrowed.Count, narrowed.Count(r => r.MistBasis), narrowed.Count(r => r.MistOpfris), Paging.Take([.. narrowed.Where(filter.Passes)], filter.Pagina, PerPage));
    }

    public ValueTask HerinnerAsync(IReadOnlyList<PersonId> people, DateTimeOffset now, CancellationToken ct) => herinnering.StuurAsync(people, now, ct);
}

/// <summary>A werkplekbegeleider on the list.</summary>
public sealed record DeelnameRegel(PersonId Persoon, string Naam, string Organisaties, IReadOnlyList<string> Besturen, Trainingsstand Stand, bool MistBasis, bool MistOpfris)
{
    public static DeelnameRegel Van(RegisterSnapshot register, PersonId persoon, IEnumerable<string> organisaties, IEnumerable<Certificaatregel> certificaten, string jaar)
    {
        var places = organisaties.Distinct().Select(register.FindOrganisatie).OfType<Organisatie>().ToList();
        var stand = Trainingsstand.Van(persoon, certificaten, jaar);
        var mist = stand.Mist(register.Kalender, jaar);
        return new DeelnameRegel(
            persoon, register.Find(persoon)!.Naam, Dutch.List([.. places.Select(o => o.Naam)]), [.. places.Select(o => o.Bestuur).Distinct()], stand,
            mist == Trainingsstand.Basistraining, mist == Trainingsstand.Opfriscursus);
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

    public bool Passes(DeelnameRegel r) => Mist switch { Basis => r.MistBasis, Opfris => r.MistOpfris, _ => true };

    public string Query(string? mist = null, int page = 1) =>
        $"?mist={mist ?? Mist}{(Bestuur is null ? "" : $"&bestuur={Uri.EscapeDataString(Bestuur)}")}{(page > 1 ? $"&pagina={page}" : "")}";
}
