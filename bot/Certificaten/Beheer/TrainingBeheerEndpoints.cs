using Isop.Bot.Bureau;
using Isop.Bot.Certificaten.Trainingen;
using Isop.Bot.Web;
using Isop.Core.Certificaten.Badges;
using Isop.Core.Certificaten;
using Isop.Core.Certificaten.Trainingen;
using Isop.Core.Certificaten.Verstrekken;
using Isop.Core.Register;

namespace Isop.Bot.Certificaten.Beheer;

/// <summary>The onderwijsbureau's pages of trainings: what is complete, issuing one or a hundred, and who misses a training.</summary>
internal static class TrainingBeheerEndpoints
{
    public const string Path = "/bureau/trainingen";
    public const string DeelnamePath = $"{Path}/deelname";

    public static void MapTrainingBeheer(this RouteGroupBuilder group)
    {
        group.MapGet("/trainingen", ShowAll);
        group.MapPost("/trainingen/verstrek", Issue);
        group.MapGet("/trainingen/deelname", ShowTaking);
        group.MapPost("/trainingen/deelname", Remind);
        group.MapGet("/trainingen/{id}", Show);
        group.MapPost("/trainingen/{id}/doorgeven", Fetch);
    }

    public static string Van(string training) => $"{Path}/{training}";

    private static async Task<IResult> ShowAll(
        HttpContext context, TrainingStore trainingen, RegisterStore registers, Ondertekening ondertekening, TimeProvider clock, CancellationToken ct) =>
        await ListAsync(context, trainingen, registers, ondertekening, clock.GetUtcNow(), null, ct);

    private static async Task<IResult> ListAsync(
        HttpContext context, TrainingStore trainingen, RegisterStore registers, Ondertekening ondertekening, DateTimeOffset now, string? fout, CancellationToken ct)
    {
        var register = await registers.CurrentAsync(ct);
        var om = trainingen.Omgeving(register, now);
        var filter = TrainingFilter.Read(context.Request.Query, register, om.Vandaag);
        var all = (await trainingen.VanJaarAsync(filter.Jaar, ct)).Select(t => TrainingRegel.Van(new Trainingzicht(t, om, t.Organisator))).ToList();
        return Pages.Show<TrainingenScreen>(
            new
            {
                Filter = filter, Jaren = CertificaatActions.Jaarnamen(register, om.Vandaag), Counts = TrainingStanden.Alle.Select(s => (s, all.Count(r => r.Stand == s))).ToList(),
                Regels = all.Where(filter.Passes).OrderBy(r => r.Stand).ThenBy(r => r.Zicht.Training.Eerste).ToList(), ZonderSleutel = ondertekening.Ontbreekt, Fout = fout,
            },
            fout is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> Issue(
        HttpContext context, TrainingStore trainingen, RegisterStore registers, Verstrekker verstrekker, IVerstrekrij rij, Ondertekening ondertekening, TimeProvider clock, CancellationToken ct)
    {
        var (form, now, register) = (await context.Request.ReadFormAsync(ct), clock.GetUtcNow(), await registers.CurrentAsync(ct));
        var chosen = form["training"].OfType<string>().Distinct().ToList();
        if (chosen.Count == 0 || ondertekening.Ontbreekt is not null)
        {
            return await ListAsync(context, trainingen, registers, ondertekening, now, chosen.Count == 0 ? "Zet eerst een vinkje bij een training." : "Zonder sleutel kunnen er geen certificaten worden verstrekt.", ct);
        }

        List<string> refused = [];
        foreach (var id in chosen)
        {
            if (await trainingen.DecideAsync(id, new Trainingsopdracht.Verstrek(BureauActor.Of(context)), register, now, ct) is Trainingsbesluit.Geweigerd no)
            {
                var z = new Trainingzicht((await trainingen.FindAsync(id, ct))!, trainingen.Omgeving(register, now), default);
                refused.Add($"{z.Titel} ({z.VoorWie}): {Trainingsweigeringen.Zin(no.Reden)}");
                continue;
            }

            // Already, so that nobody waits for the clock; what does not come through is handed over again when the training wakes.
            await rij.StuurAsync(await verstrekker.OpenAsync(id, ct) ?? [], ct);
            await verstrekker.MeldAlsKlaarAsync(id, ct);
        }

        if (refused.Count > 0)
        {
            return await ListAsync(context, trainingen, registers, ondertekening, now, string.Join(" ", refused), ct);
        }

        return Gedaan.At(chosen is [var only] ? Van(only) : Path, Gedaan.Verstrekt);
    }

    private static async Task<IResult> Show(
        string id, HttpContext context, TrainingStore trainingen, CertificaatStore certificaten, Verstrekker verstrekker, RegisterStore registers, Ondertekening ondertekening, TimeProvider clock, CancellationToken ct)
    {
        var register = await registers.CurrentAsync(ct);
        if (await trainingen.FindAsync(id, ct) is not { } training)
        {
            return NotThere();
        }

        var z = new Trainingzicht(training, trainingen.Omgeving(register, clock.GetUtcNow()), training.Organisator);
        var numbers = await verstrekker.NummersAsync(id, ct);
        var held = await Task.WhenAll(numbers.Select(async n => (n.Key, Blad: await LastAsync(n.Value, certificaten, ct))));
        var issued = held.Where(h => h.Blad is not null).ToDictionary(h => h.Key, h => h.Blad!);

        return Pages.Show<TrainingScreen>(new { Zicht = z, Evaluatie = training.Ronde?.Doorgegeven is null ? null : await trainingen.EvaluatieAsync(training, BureauActor.Of(context), clock.GetUtcNow(), ct), Verstrekt = issued, ZonderSleutel = ondertekening.Ontbreekt });
    }

    /// <summary>The one that holds: a certificate that was replaced leads to its successor.</summary>
    private static async ValueTask<Certificaatblad?> LastAsync(Certificaatnummer nummer, CertificaatStore certificaten, CancellationToken ct)
    {
        const int most = 20;
        var blad = await certificaten.FindAsync(nummer, ct);
        for (var i = 0; i < most && blad?.Stand.Vervangen is { Verstrekt: true, Opvolger: var next } && await certificaten.FindAsync(next, ct) is { } later; i++)
        {
            blad = later;
        }

        return blad;
    }

    private static async Task<IResult> Fetch(string id, HttpContext context, TrainingStore trainingen, RegisterStore registers, TimeProvider clock, CancellationToken ct) =>
        await trainingen.DecideAsync(id, new Trainingsopdracht.GeefDoor(null, BureauActor.Of(context)), await registers.CurrentAsync(ct), clock.GetUtcNow(), ct) switch
        {
            null => NotThere(),
            Trainingsbesluit.Geweigerd no => Pages.Error(StatusCodes.Status422UnprocessableEntity, new ErrorText("Dat kan nog niet", Trainingsweigeringen.Zin(no.Reden))),
            _ => Gedaan.At(Van(id), Gedaan.Opgehaald),
        };

    private static async Task<IResult> ShowTaking(HttpContext context, Trainingsdeelname deelname, TimeProvider clock, CancellationToken ct) =>
        Pages.Show<DeelnameScreen>(new { Lijst = await deelname.ReadAsync(DeelnameFilter.Read(context.Request.Query), clock.GetUtcNow(), ct) });

    private static async Task<IResult> Remind(HttpContext context, Trainingsdeelname deelname, TimeProvider clock, CancellationToken ct)
    {
        var form = await context.Request.ReadFormAsync(ct);
        var people = form["persoon"].Select(p => PersonId.TryParse(p, out var id) ? id : (PersonId?)null).OfType<PersonId>().Distinct().ToList();
        await deelname.HerinnerAsync(people, clock.GetUtcNow(), ct);
        return Gedaan.At($"{DeelnamePath}{(form["terug"].ToString() is { Length: > 0 and < 200 } back && back[0] == '?' ? back : "")}", people.Count == 0 ? Gedaan.NiemandGekozen : Gedaan.Herinnerd);
    }

    private static IResult NotThere() => Pages.Error(StatusCodes.Status404NotFound, ErrorText.Of(StatusCodes.Status404NotFound));
}
