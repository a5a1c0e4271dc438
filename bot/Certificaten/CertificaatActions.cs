using Isop.Bot.Cards;
using Isop.Bot.Chat;
using Isop.Bot.Tussenevaluaties;
using Isop.Core.Certificaten;
using Isop.Core.Certificaten.Trainingen;
using Isop.Core.Kalender;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Bot.Certificaten;

/// <summary>The word "certificaten", the card that brings one, the reminder of a training that is missing, and the thank-you of July.</summary>
internal sealed class CertificaatActions(CertificaatStore certificaten, RegisterStore registers, PaginaLink link)
{
    private static readonly CardAnswer NietVanJou = new CardAnswer.Say("Dit certificaat is er niet, of hoort niet bij jou. Typ 'certificaten' om die van jou te zien.");

    public void Map(CardCatalog catalog)
    {
        catalog.Kind(Trainingskaarten.Certificaat, ComposeAsync);
        catalog.Kind(Trainingskaarten.Mijn, async (r, ct) => r.Case != r.Person.ToString() ? null : new ComposedCard
        {
            Card = await MineAsync(r.Person, r.Now, null, ct), Title = "Je certificaten", Detail = "", IsTask = false,
        });
        catalog.Kind(Trainingskaarten.Bedankt, ComposeThanksAsync);
        catalog.Kind(Trainingskaarten.Nodig, ComposeMissingAsync);
        catalog.Verb(CertificaatVerbs.Pagina, ShowPageAsync);
        catalog.Verb(CertificaatVerbs.Overzicht, async (a, ct) => await OverviewAsync(a.Actor, a.Text("jaar"), ct) is { } jaar
            ? new CardAnswer.Show(CertificaatCards.Bedankt(jaar, await link(a.Actor, CertificaatEndpoints.OverzichtVan(jaar.Studiejaar), a.Door, a.Now, ct)))
            : NietVanJou);
        catalog.Command(Woorden.Certificaten, ChatActions.Briefly(async (c, ct) => new CardAnswer.Show(await MineAsync(c.Actor, c.Now, null, ct))));
    }

    private async ValueTask<ComposedCard?> ComposeAsync(CardRequest r, CancellationToken ct)
    {
        if (await OwnAsync(r.Case, r.Person, ct) is not { } blad || (!r.Shown && r.Occasion.Length > 0 && !blad.Stand.Staat))
        {
            return null;
        }

        return new ComposedCard
        {
            Card = CertificaatCards.Certificaat(blad, AmsterdamTime.DateOf(r.Now)), Title = r.Occasion == "opnieuw" ? "Je nieuwe certificaat" : "Je certificaat is er",
            Detail = blad.Certificaat.Titel, IsTask = false,
        };
    }

    private async ValueTask<CardAnswer> ShowPageAsync(CardAction action, CancellationToken ct)
    {
        var today = AmsterdamTime.DateOf(action.Now);
        var page = await link(action.Actor, CertificaatEndpoints.Path, action.Door, action.Now, ct);
        return action.Text("nummer") is not { } nummer ? new CardAnswer.Show(await MineAsync(action.Actor, action.Now, page, ct))
            : await OwnAsync(nummer, action.Actor, ct) is { } blad ? new CardAnswer.Show(CertificaatCards.Certificaat(blad, today, page))
            : NietVanJou;
    }

    private async ValueTask<RenderedCard> MineAsync(PersonId person, DateTimeOffset now, Uri? page, CancellationToken ct)
    {
        var (register, today) = (await registers.CurrentAsync(ct), AmsterdamTime.DateOf(now));
        var all = await certificaten.VanPersoonAsync(person, ct);
        var jaar = register.Kalender.Studiejaar(today);
        var stand = Trainingsstand.Van(person, await certificaten.RegelsVanAsync(person, ct), jaar);
        var guides = register.StagesGuidedBy(person).Any(s => s.IsOngoing(today));
        var missing = !guides || stand.Mist(register.Kalender, jaar) is not { } mist ? null
            : mist == Trainingsstand.Basistraining ? "De basistraining staat bij ons nog niet. Vraag je (school-)opleider wanneer de volgende is."
            : $"De opfriscursus van {jaar} staat bij ons nog niet. Vraag je (school-)opleider wanneer de volgende is.";
        return CertificaatCards.Mijn(person, all, missing, today, page);
    }

    private async ValueTask<ComposedCard?> ComposeThanksAsync(CardRequest r, CancellationToken ct) =>
        await OverviewAsync(r.Person, r.Case, ct) is { } jaar
            ? new ComposedCard { Card = CertificaatCards.Bedankt(jaar), Title = $"Bedankt voor {jaar.Studiejaar}", Detail = "Je overzicht voor het bekwaamheidsdossier", IsTask = false }
            : null;

    private async ValueTask<ComposedCard?> ComposeMissingAsync(CardRequest r, CancellationToken ct)
    {
        var register = await registers.CurrentAsync(ct);
        var stand = Trainingsstand.Van(r.Person, await certificaten.RegelsVanAsync(r.Person, ct), r.Case);
        return stand.Mist(register.Kalender, r.Case) is null && !r.Shown ? null : new ComposedCard
        {
            Card = CertificaatCards.Nodig(r.Case, stand.Basis is null), Title = stand.Basis is null ? "De basistraining" : "De opfriscursus van dit jaar", Detail = r.Case, IsTask = false,
        };
    }

    private async ValueTask<Jaaroverzicht?> OverviewAsync(PersonId person, string? studiejaar, CancellationToken ct)
    {
        var register = await registers.CurrentAsync(ct);
        return studiejaar is not null && Jaren(register).FirstOrDefault(j => j.Naam == studiejaar) is { } jaar
            && Jaaroverzicht.Van(register, person, jaar, await certificaten.VanPersoonAsync(person, ct)) is { IsLeeg: false } overzicht ? overzicht : null;
    }

    /// <summary>The study years that the register knows of.</summary>
    public static IReadOnlyList<Studiejaar> Jaren(RegisterSnapshot register) =>
        [.. register.Kalender.Rows(KalenderSoort.Studiejaar).Select(r => r.Van).Concat(register.Data.Stages.Select(s => s.Van)).Select(register.Kalender.StudiejaarVan).DistinctBy(j => j.Naam).OrderByDescending(j => j.Van)];

    /// <summary>Their names with the one of today, to choose from, latest first.</summary>
    public static IReadOnlyList<string> Jaarnamen(RegisterSnapshot register, DateOnly today) =>
        [.. Jaren(register).Select(j => j.Naam).Append(register.Kalender.Studiejaar(today)).Distinct().OrderDescending(StringComparer.Ordinal)];

    private async ValueTask<Certificaatblad?> OwnAsync(string nummer, PersonId person, CancellationToken ct) =>
        Certificaatnummer.TryParse(nummer, out var number) && await certificaten.FindAsync(number, ct) is { Houder.Persoon: { } owner } blad && owner == person ? blad : null;
}
