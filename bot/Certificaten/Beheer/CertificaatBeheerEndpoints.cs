using Isop.Bot.Bureau;
using Isop.Bot.Web;
using Isop.Core.Certificaten;
using Isop.Core.Certificaten.Verstrekken;
using Isop.Core.Register;
using Isop.Core.Time;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Certificaten.Beheer;

/// <summary>The onderwijsbureau's pages of certificates: finding one, correcting a name, revoking, removing a name.</summary>
internal static class CertificaatBeheerEndpoints
{
    public const string Path = "/bureau/certificaten";
    private const int PerPage = 50;

    public static void MapCertificaatBeheer(this RouteGroupBuilder group)
    {
        group.MapGet("/certificaten", ShowAll);
        group.MapGet("/certificaten/certificaten.csv", Download);
        group.MapGet("/certificaten/{nummer}", (string nummer, CertificaatStore c, RegisterStore r, TimeProvider clock, CancellationToken ct) => ShowAsync(nummer, c, r, clock.GetUtcNow(), null, null, ct));
        group.MapPost("/certificaten/{nummer}", Decide);
    }

    public static string Van(Certificaatnummer nummer) => $"{Path}/{nummer}";

    private static async Task<IResult> ShowAll(HttpContext context, Certificaatlijst lijst, CertificaatStore certificaten, RegisterStore registers, IOptions<CertificaatOptions> options, TimeProvider clock, CancellationToken ct)
    {
        var (register, today) = (await registers.CurrentAsync(ct), AmsterdamTime.DateOf(clock.GetUtcNow()));
        var zoek = context.Request.Query["zoek"].ToString().Trim();
        // A number, or the link that somebody sent along.
        if (Nummer(zoek, options.Value.PublicUrl) is { } number)
        {
            return await certificaten.FindAsync(number, ct) is null
                ? Pages.Show<CertificatenScreen>(new { Zoek = zoek, Jaar = Jaar(context, register, today), Jaren = CertificaatActions.Jaarnamen(register, today), Page = Paging.Take(Array.Empty<Certificaatblad>(), 1, PerPage), Vandaag = today })
                : new SeeOther(Van(number));
        }

        var jaar = Jaar(context, register, today);
        return Pages.Show<CertificatenScreen>(new
        {
            Zoek = zoek, Jaar = jaar, Jaren = CertificaatActions.Jaarnamen(register, today), Page = await lijst.ReadAsync(jaar, zoek, Paging.Asked(context.Request.Query["pagina"]), PerPage, ct), Vandaag = today,
        });
    }

    private static async Task<IResult> Download(HttpContext context, CertificaatStore certificaten, RegisterStore registers, TimeProvider clock, CancellationToken ct)
    {
        var today = AmsterdamTime.DateOf(clock.GetUtcNow());
        var jaar = Jaar(context, await registers.CurrentAsync(ct), today);
        var rows = Matching(await certificaten.VanJaarAsync(jaar, ct), context.Request.Query["zoek"].ToString().Trim()).Select(b => (IReadOnlyList<string>)
        [
            b.Houder?.Naam ?? "", b.Certificaat.Titel, b.Certificaat.Waar, Datumtekst.Iso(b.Certificaat.Verstrekt), b.Certificaat.GeldigTot is { } last ? Datumtekst.Iso(last) : "",
            b.Op(today).Woord(), b.Certificaat.Adres.AbsoluteUri,
        ]);
        return Csv.File($"certificaten-{jaar}.csv", ["naam", "training", "waar", "verstrekt", "geldig tot", "stand", "adres"], rows);
    }

    private static async Task<IResult> ShowAsync(string nummer, CertificaatStore certificaten, RegisterStore registers, DateTimeOffset now, string? fout, string? getypt, CancellationToken ct) =>
        Certificaatnummer.TryParse(nummer, out var number) && await certificaten.FindAsync(number, ct) is { } blad
            ? Pages.Show<CertificaatScreen>(
                new { Blad = blad, Register = await registers.CurrentAsync(ct), Vandaag = AmsterdamTime.DateOf(now), Fout = fout, Getypt = getypt },
                fout is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity)
            : Pages.Error(StatusCodes.Status404NotFound, ErrorText.Of(StatusCodes.Status404NotFound));

    private static async Task<IResult> Decide(
        string nummer, HttpContext context, CertificaatStore certificaten, Naamverwijdering vergeten, RegisterStore registers, IVerstrekrij rij, TimeProvider clock, CancellationToken ct)
    {
        var (form, now, by) = (await context.Request.ReadFormAsync(ct), clock.GetUtcNow(), BureauActor.Of(context));
        var today = AmsterdamTime.DateOf(now);
        var typed = form["tekst"].ToString();
        (Certificaatopdracht? opdracht, var done) = form["wat"].ToString() switch
        {
            "intrekken" => (new Certificaatopdracht.TrekIn(typed, by, today, now), Gedaan.Ingetrokken),
            "vervangen" => (new Certificaatopdracht.Vervang(typed, Certificaatnummer.Trek(), by, today, now), Gedaan.Vervangen),
            "naam" when form["zeker"] == "ja" => (new Certificaatopdracht.VerwijderNaam(by, today), Gedaan.NaamVerwijderd),
            _ => ((Certificaatopdracht?)null, ""),
        };
        if (opdracht is null || !Certificaatnummer.TryParse(nummer, out var number))
        {
            return await ShowAsync(nummer, certificaten, registers, now, "Zet eerst een vinkje: een naam die weg is, komt niet terug.", typed, ct);
        }

        var besluit = opdracht is Certificaatopdracht.VerwijderNaam
            ? await vergeten.DoeAsync(number, by, now, ct)
            : await certificaten.DecideAsync(number, opdracht, now, ct);
        switch (besluit)
        {
            case null:
                return Pages.Error(StatusCodes.Status404NotFound, ErrorText.Of(StatusCodes.Status404NotFound));
            case Certificaatbesluit.Geweigerd no:
                return await ShowAsync(nummer, certificaten, registers, now, Zin(no.Reden), typed, ct);
            default:
                if (opdracht is not Certificaatopdracht.VerwijderNaam)
                {
                    // Already, so that nobody waits for the clock.
                    await rij.StuurAsync([new Verstrekbon.Volg(number)], ct);
                }

                return Gedaan.At(Van(number), done);
        }
    }

    private static string Zin(Certificaatweigering reden) => reden switch
    {
        Certificaatweigering.RedenOntbreekt => "Schrijf waarom het wordt ingetrokken. Wie het certificaat controleert, leest de reden.",
        Certificaatweigering.NaamOntbreekt => "Schrijf de naam zoals die op het certificaat moet komen.",
        Certificaatweigering.TeLang => $"Maak de tekst korter: een naam heeft hooguit {Certificaatregels.LangsteNaam} tekens, een reden hooguit {Certificaatregels.LangsteReden}.",
        Certificaatweigering.Ingetrokken => "Dit certificaat is ingetrokken. Dat verandert niet meer.",
        Certificaatweigering.Vervangen => "Dit certificaat is al vervangen. Verander het nieuwe.",
        Certificaatweigering.ZonderNaam => "De naam is verwijderd. Er is niemand meer om het opnieuw aan te verstrekken.",
        _ => throw new ArgumentOutOfRangeException(nameof(reden)),
    };

    private static IReadOnlyList<Certificaatblad> Matching(IEnumerable<Certificaatblad> all, string zoek)
    {
        var search = BureauText.ToSearch(zoek);
        return [.. all.Where(b => search.Length == 0 || BureauText.ToSearch($"{b.Houder?.Naam} {b.Certificaat.Titel} {b.Certificaat.Waar}").Contains(search, StringComparison.Ordinal)).OrderBy(b => b.Houder?.Naam, BureauText.Names)];
    }

    private static Certificaatnummer? Nummer(string zoek, Uri basis) =>
        Certificaatnummer.TryParse(Uri.TryCreate(zoek, UriKind.Absolute, out var link) && link.Host == basis.Host ? link.Segments[^1] : zoek, out var nummer) ? nummer : null;

    private static string Jaar(HttpContext context, RegisterSnapshot register, DateOnly today) =>
        context.Request.Query["jaar"].ToString() is { Length: > 0 and <= 20 } asked ? asked : register.Kalender.Studiejaar(today);
}
