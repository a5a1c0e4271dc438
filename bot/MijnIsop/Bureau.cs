using Isop.Bot.Bureau;
using Isop.Bot.Bureau.Voortgang;
using Isop.Bot.Teams;
using Isop.Core.Certificaten;
using Isop.Core.Meldingen;
using Isop.Core.Register;
using Isop.Core.Time;
using Isop.Core.Toegang;

namespace Isop.Bot.MijnIsop;

/// <summary>The onderwijsbureau's part: how far everybody is, and what asks for attention.</summary>
public sealed record BureauView
{
    public required string? Jaar { get; init; }
    public required string? Periode { get; init; }
    public required IReadOnlyList<(VoortgangStaat Staat, int Count)> Staten { get; init; }

    /// <summary>The moment the counts are of.</summary>
    public required DateTimeOffset Geteld { get; init; }
    public required Bureaucijfers Cijfers { get; init; }

    /// <summary>"de versie van 3 november 2026 om 9.04 uur"; null before the first import.</summary>
    public required string? Register { get; init; }

    /// <summary>The next rows of the kalender for everybody.</summary>
    public required IReadOnlyList<(string Wanneer, string Wat)> Kalender { get; init; }

    public string Voortgang(VoortgangStaat? staat) => Filter(staat).Href(VoortgangEndpoints.Path);

    public string Csv => Filter(null).Href($"{VoortgangEndpoints.Path}/voortgang.csv");

    private VoortgangFilter Filter(VoortgangStaat? staat) => new() { Jaar = Jaar, Periode = Periode ?? VoortgangFilter.AllePerioden, Staat = staat };
}

/// <summary>What is open for the bureau, and how many certificates were issued this study year.</summary>
public sealed record Bureaucijfers(int Berichten, int Meldingen, int Koppelingen, int Certificaten);

internal sealed class BureauLader(
    Standtelling telling, Onbereikt onbereikt, MeldingStore meldingen, PersonLinks links, CertificaatStore certificaten, TimeProvider clock,
    ILogger<Bewaard<string, Bureaucijfers>> logger)
{
    private const int KalenderRegels = 5;

    private readonly Bewaard<string, Bureaucijfers> _cijfers = new(
        async (jaar, now, ct) => new Bureaucijfers(
            (await onbereikt.ReadAsync(now, ct)).Count, await meldingen.OpenAsync(ct).CountAsync(ct),
            await links.ListToCheckAsync(ct).CountAsync(l => !l.IsClosed, ct), (await certificaten.RegelsVanJaarAsync(jaar, ct)).Count(r => !r.Vervallen)),
        clock, logger);

    public async ValueTask<BureauView> LaadAsync(Kijker k, string? jaar, CancellationToken ct)
    {
        var all = jaar is null ? null : await telling.ReadAsync(jaar, k, ct);
        var (cijfers, _) = await _cijfers.ReadAsync(jaar ?? "", k.Now, ct);
        return new BureauView
        {
            Jaar = jaar, Periode = all?.Periode, Staten = Telling.PerStaat(all?.Voor(k.Rechten, Recht.Staat) ?? []), Geteld = k.Now, Cijfers = cijfers,
            Register = k.Register.Version.Length > 0 ? BureauText.Version(k.Register.Version) : null,
            Kalender =
            [
                .. k.Register.Data.Kalender.Where(r => r is { Organisatie: null } && r.Tot >= k.Vandaag && r.Soort is not (KalenderSoort.Studiejaar or KalenderSoort.Blok or KalenderSoort.Stageperiode))
                    .DistinctBy(r => (r.Van, r.Tot, r.Naam)).OrderBy(r => r.Van).Take(KalenderRegels)
                    .Select(r => (r.Van == r.Tot ? Dutch.ShortDay(r.Van) : $"{Dutch.ShortDay(r.Van)} – {Dutch.ShortDay(r.Tot)}", r.Naam)),
            ],
        };
    }
}
