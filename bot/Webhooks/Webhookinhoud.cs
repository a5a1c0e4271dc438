using System.ComponentModel;
using System.Text.Json;
using Isop.Bot.Api;
using Isop.Core.Webhooks;

namespace Isop.Bot.Webhooks;

/// <summary>What a receiver gets of a tussenevaluatie.</summary>
public sealed record TussenevaluatieGebeurtenis
{
    [Description("Het kenmerk van de gebeurtenis; bij een herhaling hetzelfde.")]
    public required string Id { get; init; }

    [Description("Het soort zaak: tussenevaluatie.")]
    public required string Soort { get; init; }

    [Description("Wat er gebeurde: beide-ingevuld, besproken of te-laat.")]
    public required string Gebeurtenis { get; init; }

    [Description("Het kenmerk van de tussenevaluatie.")]
    public required string Zaak { get; init; }

    [Description("De code van de organisatie.")]
    public required string Organisatie { get; init; }

    [Description("De staat waarin ze kwam.")]
    public required string Staat { get; init; }

    [Description("Wanneer het gebeurde, of zichtbaar werd.")]
    public required DateTimeOffset Op { get; init; }

    [Description("Waar je met je eigen rechten meer leest.")]
    public required Uri Link { get; init; }
}

/// <summary>What a receiver gets of a visit.</summary>
public sealed record BezoekGebeurtenis
{
    [Description("Het kenmerk van de gebeurtenis; bij een herhaling hetzelfde.")]
    public required string Id { get; init; }

    [Description("Het soort zaak: bezoek.")]
    public required string Soort { get; init; }

    [Description("Wat er gebeurde: bevestigd, verplaatst, afgezegd, geweest of ontbreekt.")]
    public required string Gebeurtenis { get; init; }

    [Description("Het kenmerk van het bezoek.")]
    public required string Zaak { get; init; }

    [Description("De code van de organisatie.")]
    public required string Organisatie { get; init; }

    [Description("De staat waarin het kwam: ongepland, gevraagd, tegenvoorstel, bevestigd, geweest of vervallen.")]
    public required string Staat { get; init; }

    [Description("Wanneer het gebeurde.")]
    public required DateTimeOffset Op { get; init; }

    [Description("Waar je met je eigen rechten meer leest.")]
    public required Uri Link { get; init; }
}

/// <summary>What a receiver gets of the stage-evaluatie: that a half-year was closed, never an answer.</summary>
public sealed record StageEvaluatieGebeurtenis
{
    [Description("Het kenmerk van de gebeurtenis; bij een herhaling hetzelfde.")]
    public required string Id { get; init; }

    [Description("Het soort zaak: stage-evaluatie.")]
    public required string Soort { get; init; }

    [Description("Wat er gebeurde: gesloten.")]
    public required string Gebeurtenis { get; init; }

    [Description("Het halfjaar dat gesloten is, zoals 2026-2027-1.")]
    public required string Zaak { get; init; }

    [Description("Het studiejaar, zoals 2026-2027.")]
    public required string Studiejaar { get; init; }

    [Description("Wanneer het gebeurde.")]
    public required DateTimeOffset Op { get; init; }

    [Description("Waar je met je eigen rechten rapporten leest.")]
    public required Uri Link { get; init; }
}

/// <summary>What a receiver gets of a certificate.</summary>
public sealed record CertificaatGebeurtenis
{
    [Description("Het kenmerk van de gebeurtenis; bij een herhaling hetzelfde.")]
    public required string Id { get; init; }

    [Description("Het soort zaak: certificaat.")]
    public required string Soort { get; init; }

    [Description("Wat er gebeurde: verstrekt of ingetrokken.")]
    public required string Gebeurtenis { get; init; }

    [Description("Het nummer van het certificaat. Wie het heeft, ziet wat erop staat.")]
    public required string Zaak { get; init; }

    [Description("Wanneer het gebeurde.")]
    public required DateTimeOffset Op { get; init; }

    [Description("Waar je met je eigen rechten meer leest.")]
    public required Uri Link { get; init; }
}

/// <summary>What a receiver gets of a message that did not arrive.</summary>
public sealed record BerichtGebeurtenis
{
    [Description("Het kenmerk van de gebeurtenis; bij een herhaling hetzelfde.")]
    public required string Id { get; init; }

    [Description("Het soort zaak: bericht.")]
    public required string Soort { get; init; }

    [Description("Wat er gebeurde: niet-aangekomen.")]
    public required string Gebeurtenis { get; init; }

    [Description("Het kenmerk van het bericht.")]
    public required string Zaak { get; init; }

    [Description("Het kenmerk van de persoon voor wie het was.")]
    public required string Persoon { get; init; }

    [Description("Wat eraan is: mislukt of onbereikbaar.")]
    public required string Staat { get; init; }

    [Description("Wanneer het gebeurde.")]
    public required DateTimeOffset Op { get; init; }

    [Description("De pagina waar je kijkt wat eraan te doen is.")]
    public required Uri Link { get; init; }
}

/// <summary>An event as its receiver gets it: ids and states, and where to read more with one's own rights.</summary>
internal static class Webhookinhoud
{
    private static readonly ApiJson Json = ApiJson.Default;

    /// <summary>UTF-8 JSON.</summary>
    public static byte[] Maak(Gebeurtenis g, Uri site)
    {
        var (soort, zaak) = (g.Soort.Code(), Uri.EscapeDataString(g.Zaak));
        return g.Soort switch
        {
            Gebeurtenissoort.Tussenevaluatie => JsonSerializer.SerializeToUtf8Bytes(
                new TussenevaluatieGebeurtenis
                {
                    Id = g.Id, Soort = soort, Gebeurtenis = g.Wat, Zaak = g.Zaak, Organisatie = g.Organisatie!, Staat = g.Staat!, Op = g.Op,
                    Link = new Uri(site, $"{ApiModule.Path}/tussenevaluaties/{zaak}"),
                },
                Json.TussenevaluatieGebeurtenis),
            Gebeurtenissoort.Bezoek => JsonSerializer.SerializeToUtf8Bytes(
                new BezoekGebeurtenis
                {
                    Id = g.Id, Soort = soort, Gebeurtenis = g.Wat, Zaak = g.Zaak, Organisatie = g.Organisatie!, Staat = g.Staat!, Op = g.Op,
                    Link = new Uri(site, $"{ApiModule.Path}/bezoeken/{zaak}"),
                },
                Json.BezoekGebeurtenis),
            Gebeurtenissoort.StageEvaluatie => JsonSerializer.SerializeToUtf8Bytes(
                new StageEvaluatieGebeurtenis
                {
                    Id = g.Id, Soort = soort, Gebeurtenis = g.Wat, Zaak = g.Zaak, Studiejaar = g.Zaak[..g.Zaak.LastIndexOf('-')], Op = g.Op,
                    Link = new Uri(site, $"{ApiModule.Path}/rapporten"),
                },
                Json.StageEvaluatieGebeurtenis),
            Gebeurtenissoort.Certificaat => JsonSerializer.SerializeToUtf8Bytes(
                new CertificaatGebeurtenis
                {
                    Id = g.Id, Soort = soort, Gebeurtenis = g.Wat, Zaak = g.Zaak, Op = g.Op, Link = new Uri(site, $"{ApiModule.Path}/certificaten/{zaak}"),
                },
                Json.CertificaatGebeurtenis),
            Gebeurtenissoort.Bericht => JsonSerializer.SerializeToUtf8Bytes(
                new BerichtGebeurtenis
                {
                    Id = g.Id, Soort = soort, Gebeurtenis = g.Wat, Zaak = g.Zaak, Persoon = g.Betrokken[0].ToString(), Staat = g.Staat!, Op = g.Op,
                    Link = new Uri(site, $"/bureau/berichten/persoon/{g.Betrokken[0]}"),
                },
                Json.BerichtGebeurtenis),
            _ => throw new ArgumentOutOfRangeException(nameof(g)),
        };
    }
}
