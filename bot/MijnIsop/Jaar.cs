using Isop.Bot.Bureau.Voortgang;
using Isop.Bot.Kwaliteitsimpulsen;
using Isop.Bot.StageEvaluaties.Rapporten;
using Isop.Core.Certificaten;
using Isop.Core.Kwaliteitsimpulsen;
using Isop.Core.Register;
using Isop.Core.StageEvaluaties;
using Isop.Core.Time;
using Isop.Core.Toegang;

namespace Isop.Bot.MijnIsop;

/// <summary>What a page of a year is about: an organisation of a directeur, or a board of a bestuurder.</summary>
/// <param name="Organisaties">The codes.</param>
/// <param name="Rapporten">Which report of the stage-evaluatie it is, the best first.</param>
/// <param name="Plek">Whose kwaliteitsimpulsen belong to it.</param>
internal sealed record Jaaronderwerp(
    string Naam, bool IsBestuur, IReadOnlyList<string> Organisaties, IReadOnlyList<Rapportsleutel> Rapporten, Impulsplek Plek)
{
    /// <summary>
    /// Those of the roles of today, each once. An organisation of a board that is there as a whole is not there by itself: the board less its
    /// organisation would tell of the others.
    /// </summary>
    public static IReadOnlyList<Jaaronderwerp> Van(Kijker k)
    {
        var register = k.Register;
        var boards = k.Rollen.Where(r => r.Soort == RolSoort.Bestuurder)
            .Select(register.BestuurVan).OfType<string>().ToHashSet();
        var schools = k.Rollen.Where(r => r.Soort == RolSoort.Directeur).Select(r => r.Organisatie).OfType<string>().Distinct()
            .Select(register.FindOrganisatie).OfType<Organisatie>().Where(o => !boards.Contains(o.Bestuur));
        return
        [
            .. boards.Order(StringComparer.Ordinal).Select(b => new Jaaronderwerp(
                register.Data.Besturen.FirstOrDefault(x => x.Code == b)?.Naam ?? b, true, [.. register.Data.Organisaties.Where(o => o.Bestuur == b).Select(o => o.Code)],
                [Rapportsleutel.Bestuur(b), Rapportsleutel.Eenpitters], Impulsplek.Bestuur(b))),
            .. schools.Select(o => new Jaaronderwerp(o.Naam, false, [o.Code], [Rapportsleutel.Eenheid(Eenheden.Van(register, o.Code))], Impulsplek.Organisatie(register, o.Code))),
        ];
    }
}

/// <summary>One page of a year: five figures, one compliment, one point to discuss. Counts only.</summary>
public sealed record JaarView
{
    public required string Studiejaar { get; init; }
    public required string Naam { get; init; }
    public required IReadOnlyList<Jaarcijfer> Cijfers { get; init; }

    /// <summary>How many tussenevaluaties there are, and in which state; null for a state that is not told.</summary>
    public required int Totaal { get; init; }
    public required IReadOnlyList<(VoortgangStaat Staat, int? Count)> Staten { get; init; }

    /// <summary>From the released report of the stage-evaluatie; null when there is none that says so.</summary>
    public required string? Compliment { get; init; }
    public required string? Gespreksonderwerp { get; init; }

    /// <summary>The report itself.</summary>
    public required string? Rapport { get; init; }
    public required string? RapportVan { get; init; }

    /// <summary>Where a kwaliteitsimpuls is made: of that point, or in own words when there is none.</summary>
    public required string MaakImpuls { get; init; }
    public required ImpulsenView Impulsen { get; init; }
}

/// <param name="Waarde">As it is shown; a dash when it is not told.</param>
/// <param name="Uitleg">What it is of, or why it is not told.</param>
public sealed record Jaarcijfer(string Waarde, string Wat, string? Uitleg = null)
{
    private const string TeKlein = "niet getoond: het gaat om te weinig mensen";

    /// <summary>A number of people.</summary>
    public static Jaarcijfer Aantal(int aantal, string wat) => new(Bureau.BureauText.Mensen(aantal), wat);

    /// <summary>A part of a number of people, as <see cref="Kleinaantal"/> tells it.</summary>
    public static Jaarcijfer Deel(int? deel, int totaal, string wat, string leeg) => (deel, totaal) switch
    {
        (_, 0) => new("–", wat, leeg),
        ({ } told, _) => new(Bureau.BureauText.Number(told), wat, $"van de {Bureau.BureauText.Number(totaal)}"),
        _ => new("–", wat, TeKlein),
    };
}

internal sealed class JaarLader(Standtelling telling, CertificaatStore certificaten, Rapportlade rapporten, ImpulsStore impulsen)
{
    private const int AtOnce = 16;

    /// <summary>A page for each of the reader's own organisations and boards.</summary>
    public async ValueTask<IReadOnlyList<JaarView>> LaadAsync(Kijker k, string studiejaar, CancellationToken ct)
    {
        var onderwerpen = Jaaronderwerp.Van(k);
        if (onderwerpen.Count == 0)
        {
            return [];
        }

        var year = k.Register.Kalender.Rows(KalenderSoort.Studiejaar).FirstOrDefault(r => r.Naam == studiejaar);
        // Who reads the whole partnership as well would know of the others by what her own part leaves of it.
        var standen = LeestGeheel(k) ? [] : (await telling.ReadAsync(studiejaar, k, ct)).Voor(k.Rechten, Recht.Aantallen, VoortgangFilter.AllePerioden);
        var own = await rapporten.VanAsync(k.Id, k.Now, ct);
        var agreed = await impulsen.VanAsync(Impulskring.Van(k.Register, k.Id, k.Vandaag), ct);
        List<JaarView> pages = [];
        foreach (var over in onderwerpen)
        {
            // What was agreed after a year says nothing of it.
            var running = ImpulsenView.Van(k, agreed, i => i.Plek.Op(k.Register) == over.Plek && !(AmsterdamTime.DateOf(i.Gemaakt) > year?.Tot));
            pages.Add(await MaakAsync(k, over, studiejaar, year, [.. standen.Where(s => over.Organisaties.Contains(s.Organisatie))], own, running, ct));
        }

        return pages;
    }

    private async ValueTask<JaarView> MaakAsync(
        Kijker k, Jaaronderwerp over, string studiejaar, KalenderRegel? year, IReadOnlyList<Stand> standen, IReadOnlyList<Rapportjaar> own,
        ImpulsenView running, CancellationToken ct)
    {
        var stages = over.Organisaties.SelectMany(k.Register.StagesAt)
            .Where(s => year is not null && s.Van <= year.Tot && year.Van <= s.Tot && (s.Beeindigd is not { } end || s.Van < end)).ToList();
        var begeleiders = stages.SelectMany(s => s.Werkplekbegeleiders).Where(p => p != PersonId.Gewist).Distinct().ToList();
        var staten = Telling.Verdeeld(standen);
        var totaal = standen.Sum(s => s.Aantal);
        // The report of this year, or the last before it: a year is reported after it closed.
        var report = own.Where(j => string.CompareOrdinal(j.Studiejaar, studiejaar) <= 0)
            .SelectMany(j => over.Rapporten.Where(s => j.Rapporten.Any(r => r.Sleutel == s)).Select(s => (j.Studiejaar, Sleutel: s))).FirstOrDefault();
        var beeld = report.Studiejaar is null ? null : await rapporten.BeeldAsync(k.Id, report.Studiejaar, report.Sleutel.ToString(), k.Now, ct);
        var certified = await MetCertificaatAsync(begeleiders, ct);
        var point = beeld?.Opvallend.FirstOrDefault(o => !o.Goed);
        return new JaarView
        {
            Studiejaar = studiejaar,
            Naam = over.Naam,
            Totaal = totaal,
            Staten = staten,
            Cijfers =
            [
                Jaarcijfer.Aantal(stages.Select(s => s.Student).Distinct().Count(), "studenten liepen of lopen hier stage"),
                Jaarcijfer.Aantal(begeleiders.Count, "werkplekbegeleiders begeleidden hen"),
                Jaarcijfer.Deel(Kleinaantal.Verdeel([certified, begeleiders.Count - certified])[0], begeleiders.Count, "werkplekbegeleiders hebben een certificaat", "er zijn nog geen werkplekbegeleiders"),
                Jaarcijfer.Deel(staten.First(s => s.Staat == VoortgangStaat.Besproken).Count, totaal, "tussenevaluaties zijn besproken", LeestGeheel(k) ? "je leest ze bij het partnerschap" : "er zijn geen tussenevaluaties"),
                beeld?.Respons is { } respons
                    ? new Jaarcijfer($"{respons}%", "vulde de stage-evaluatie in", $"in {beeld.Studiejaar}")
                    : new Jaarcijfer("–", "vulde de stage-evaluatie in", "er zijn nog geen cijfers die we mogen laten zien"),
            ],
            Compliment = beeld?.Opvallend.FirstOrDefault(o => o.Goed)?.Zin,
            Gespreksonderwerp = point?.Zin,
            Rapport = beeld is null ? null : RapportEndpoints.Van(beeld.Studiejaar, report.Sleutel.ToString()),
            RapportVan = beeld?.Studiejaar,
            MaakImpuls = point is not null && Impulskring.Van(k.Register, k.Id, k.Vandaag).Voor(report.Sleutel, k.Register) == over.Plek
                ? ImpulsEndpoints.NieuwUit(beeld!.Studiejaar, report.Sleutel, point.Item) : ImpulsEndpoints.NieuwVoor(over.Plek),
            Impulsen = running,
        };
    }

    private static bool LeestGeheel(Kijker k) => Onderdelen.Van(k).Contains(Onderdeel.Partnerschap);

    /// <summary>How many of them have a certificate that stands.</summary>
    private async ValueTask<int> MetCertificaatAsync(IReadOnlyList<PersonId> begeleiders, CancellationToken ct)
    {
        var count = 0;
        await Parallel.ForEachAsync(begeleiders, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (person, token) =>
        {
            if ((await certificaten.RegelsVanAsync(person, token)).Any(r => !r.Vervallen))
            {
                Interlocked.Increment(ref count);
            }
        });
        return count;
    }
}
