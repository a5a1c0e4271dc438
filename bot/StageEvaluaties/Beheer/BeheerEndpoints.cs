using Isop.Bot.Bureau;
using Isop.Bot.Web;
using Isop.Core.Register;
using Isop.Core.StageEvaluaties;
using Isop.Core.StageEvaluaties.Rapportage;
using Isop.Core.Time;
using Isop.Core.Toegang;

namespace Isop.Bot.StageEvaluaties.Beheer;

/// <summary>The pages of kwaliteitszorg and the projectleider: the waves, the remarks to read, and what was done with the answers.</summary>
internal static class BeheerEndpoints
{
    public const string Path = "/bureau/stage-evaluaties";
    public const string OpmerkingenPath = $"{Path}/opmerkingen";
    public const int LangsteTerugkoppeling = 1500;

    public static void MapStageEvaluatieBeheer(this RouteGroupBuilder group)
    {
        group.MapGet("/stage-evaluaties", ShowAll).Voor(Recht.StageEvaluatie);
        group.MapPost("/stage-evaluaties/golf", Decide).Voor(Recht.StageEvaluatie);
        group.MapGet("/stage-evaluaties/opmerkingen", ShowRemarks).Voor(Recht.StageEvaluatie);
        group.MapPost("/stage-evaluaties/opmerkingen", Judge).Voor(Recht.StageEvaluatie);
        group.MapPost("/stage-evaluaties/terugkoppeling", TellBack).Voor(Recht.StageEvaluatie);
        group.MapPost("/stage-evaluaties/ouder", Attach).Voor(Recht.StageEvaluatie);
    }

    private static async Task<IResult> ShowAll(string? bestuur, Evaluatiebeheer beheer, TimeProvider clock, CancellationToken ct) =>
        await beheer.ShowAsync(clock.GetUtcNow(), ct, bestuur: string.IsNullOrEmpty(bestuur) ? null : bestuur);

    private static async Task<IResult> Decide(
        HttpContext context, Evaluatiebeheer beheer, GolfStore golven, Core.Bezorging.Planning planning, TimeProvider clock, CancellationToken ct)
    {
        var form = await context.Request.ReadFormAsync(ct);
        var (id, now) = (form["golf"].ToString(), clock.GetUtcNow());
        Golfopdracht? opdracht = form["wat"].ToString() switch
        {
            "houdvast" => new Golfopdracht.HoudVast(),
            "laatlos" => new Golfopdracht.LaatLos(),
            "open" => new Golfopdracht.OpenNu(),
            "sluit" => form["zeker"] == "ja" ? new Golfopdracht.SluitNu() : null,
            "verleng" => Datumtekst.Alle(form["tot"].ToString(), AmsterdamTime.DateOf(now)) is [var tot] ? new Golfopdracht.Verleng(tot) : null,
            _ => null,
        };
        if (opdracht is null)
        {
            var why = form["wat"].ToString() switch
            {
                "sluit" => "Zet eerst een vinkje: na het sluiten kan niemand meer antwoorden.",
                "verleng" => "Vul een datum in, bijvoorbeeld 12-3-2027.",
                _ => "Die knop kennen we niet. Probeer het nog eens.",
            };
            return await beheer.ShowAsync(clock.GetUtcNow(), ct, why);
        }

        switch (await golven.DecideAsync(id, opdracht, BureauActor.Of(context), now, ct))
        {
            case Golfbesluit.Geweigerd no:
                return await beheer.ShowAsync(clock.GetUtcNow(), ct, GolfCards.Weigering(no.Reden, await golven.FindAsync(id, ct)));
            case null:
                return Pages.Error(StatusCodes.Status404NotFound, ErrorText.Of(StatusCodes.Status404NotFound));
            default:
                // Whoever opens it should see it open, with invitations; where another process does the work, it follows within a quarter.
                await planning.RunAsync(now, ct);
                return Gedaan.At(Path, Gedaan.Golf);
        }
    }

    private static async Task<IResult> ShowRemarks(
        string? jaar, Opmerkingen opmerkingen, Jaaruitgaven uitgaven, VragenlijstStore lijsten, RegisterStore registers, CancellationToken ct)
    {
        var years = await uitgaven.AlleAsync(ct);
        var year = years.FirstOrDefault(j => j.Studiejaar == jaar) ?? (years is [var last, ..] ? last : null);
        var unread = year is null ? new Dictionary<string, IReadOnlyList<Opmerking>>() : await opmerkingen.TeLezenAsync(year.Studiejaar, ct);
        return Pages.Show<OpmerkingenScreen>(new
        {
            Jaar = year?.Studiejaar, Ongelezen = unread, Lijsten = await lijsten.CurrentAsync(ct), Register = await registers.CurrentAsync(ct),
        });
    }

    private static async Task<IResult> Judge(HttpContext context, Opmerkingen opmerkingen, TimeProvider clock, CancellationToken ct)
    {
        var form = await context.Request.ReadFormAsync(ct);
        var jaar = form["jaar"].ToString();
        return await opmerkingen.BeoordeelAsync(
            jaar, form["eenheid"].ToString(), form["id"].ToString(), form["wat"] == "vrij", BureauActor.Of(context), clock.GetUtcNow(), ct)
            ? Gedaan.At($"{OpmerkingenPath}?jaar={Uri.EscapeDataString(jaar)}", form["wat"] == "vrij" ? Gedaan.OpmerkingVrij : Gedaan.OpmerkingAchter)
            : Pages.Error(StatusCodes.Status404NotFound, ErrorText.Of(StatusCodes.Status404NotFound));
    }

    private static async Task<IResult> TellBack(
        HttpContext context, Evaluatiebeheer beheer, Jaaruitgaven uitgaven, RegisterStore registers, TimeProvider clock, CancellationToken ct)
    {
        var form = await context.Request.ReadFormAsync(ct);
        var tekst = form["tekst"].ToString().ReplaceLineEndings("\n").Trim();
        if (tekst.Length is 0 or > LangsteTerugkoppeling)
        {
            var why = tekst.Length == 0 ? "Schrijf op wat er met de antwoorden gedaan is." : $"Maak de tekst korter: hooguit {LangsteTerugkoppeling} tekens. Het zijn er nu {tekst.Length}.";
            return await beheer.ShowAsync(clock.GetUtcNow(), ct, why, KeyValuePair.Create(form["jaar"].ToString(), tekst));
        }

        return await uitgaven.KoppelTerugAsync(form["jaar"].ToString(), tekst, BureauActor.Of(context), await registers.CurrentAsync(ct), clock.GetUtcNow(), ct) is null
            ? Pages.Error(StatusCodes.Status404NotFound, ErrorText.Of(StatusCodes.Status404NotFound))
            : Gedaan.At(Path, Gedaan.Teruggekoppeld);
    }

    private static async Task<IResult> Attach(
        HttpContext context, Evaluatiebeheer beheer, OudereRapporten ouder, RegisterStore registers, TimeProvider clock, CancellationToken ct)
    {
        var form = await context.Request.ReadFormAsync(ct);
        var register = await registers.CurrentAsync(ct);
        var (titel, eenheid) = (form["titel"].ToString().Trim(), form["eenheid"].ToString());
        var dated = Datumtekst.Alle(form["datum"].ToString(), AmsterdamTime.DateOf(clock.GetUtcNow()));
        var fout = titel.Length is 0 or > OudereRapporten.LangsteTitel ? $"Geef het rapport een titel van hooguit {OudereRapporten.LangsteTitel} tekens."
            : dated is not [_] ? "Vul de datum van het rapport in, bijvoorbeeld 12-3-2024."
            : !Uri.TryCreate(form["link"].ToString().Trim(), UriKind.Absolute, out var link) || link.Scheme != Uri.UriSchemeHttps ? "Plak de link naar het rapport. Die begint met https://."
            : Eenheden.Locaties(eenheid).Any(c => register.FindOrganisatie(c) is null) ? "Kies een organisatie."
            : !await ouder.VoegToeAsync(Rapportsleutel.Eenheid(eenheid), new OuderRapport(titel, dated[0], link), ct) ? $"Bij deze organisatie staan al {OudereRapporten.Meeste} oudere rapporten."
            : null;
        return fout is null
            ? Gedaan.At(Path, Gedaan.OuderRapport)
            : await beheer.ShowAsync(clock.GetUtcNow(), ct, fout);
    }
}
