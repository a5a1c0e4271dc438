using System.Globalization;
using Isop.Bot.Agenda;
using Isop.Bot.Cards;
using Isop.Bot.Chat;
using Isop.Core.Bezoeken;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Bot.Bezoeken;

/// <summary>The cards of the visits and what their buttons do.</summary>
internal sealed class BezoekActions(Bezoekjaren jaren, AfspraakKaart agenda)
{
    /// <summary>The list of somebody who is no visitor; its case is the person.</summary>
    public const string Lijst = "bezoeken.lijst";

    public void Map(CardCatalog catalog)
    {
        catalog.Kind(Bezoekkaarten.Jaar, ComposeJaarAsync);
        catalog.Kind(Bezoekkaarten.Aanvraag, ComposeAanvraagAsync);
        catalog.Kind(Bezoekkaarten.Bezoek, ComposeBezoekAsync);
        catalog.Kind(Bezoekkaarten.Dag, ComposeDagAsync);
        catalog.Kind(Bezoekkaarten.Waarneming, ComposeWaarnemingAsync);
        catalog.Kind(Lijst, ComposeLijstAsync);

        catalog.Verb(BezoekVerbs.Jaar, Year((z, a) => a.Text("als") == "opleider" ? AanvraagCards.Aanvraag(z) : JaarCards.Jaar(z, a.Text("periode"))));
        catalog.Verb(BezoekVerbs.Dagdelen, OfVisitor((z, _) => JaarCards.Dagdelen(z)));
        catalog.Verb(BezoekVerbs.DagdelenStuur, SetAvailabilityAsync);
        catalog.Verb(BezoekVerbs.SpreekAf, (a, ct) => DoAsync(a, z => new Bezoekopdracht.SpreekAf(a.Actor), (z, no) => JaarCards.Jaar(z, melding: no), ct));
        catalog.Verb(BezoekVerbs.NeemTegenvoorstel, TakeCounterAsync);
        catalog.Verb(BezoekVerbs.Kies, OfVisit((z, b, _) => z.IsBezoeker ? JaarCards.Kies(z, b) : BezoekCards.Bezoek(z, b)));
        catalog.Verb(BezoekVerbs.KiesStuur, ChooseAsync);
        catalog.Verb(BezoekVerbs.Aanvaard, AcceptAsync);
        catalog.Verb(BezoekVerbs.Anders, Year((z, a) => Bezoekzicht.Lees(a.Text("moment")) is { } m ? AanvraagCards.Anders(z, m) : AanvraagCards.Aanvraag(z)));
        catalog.Verb(BezoekVerbs.AndersStuur, CounterAsync);
        catalog.Verb(BezoekVerbs.Ambulant, Year((z, _) => AanvraagCards.Ambulant(z)));
        catalog.Verb(BezoekVerbs.AmbulantStuur, SetPresenceAsync);
        catalog.Verb(BezoekVerbs.KanNiet, OfVisit((z, b, _) => b.Staat == Bezoekstaat.Bevestigd ? BezoekCards.KanNiet(z, b) : BezoekCards.Bezoek(z, b)));
        catalog.Verb(BezoekVerbs.KanNietStuur, (a, ct) => DoVisitAsync(a, b => new Bezoekopdracht.KanNiet(a.Actor, b), ct));
        catalog.Verb(BezoekVerbs.Agenda, InAgendaAsync);
        catalog.Verb(BezoekVerbs.Verslag, OfVisit((z, b, _) => BezoekCards.MagVerslag(z, b) && b.Staat == Bezoekstaat.Bevestigd ? BezoekCards.Verslagformulier(z, b) : BezoekCards.Bezoek(z, b)));
        catalog.Verb(BezoekVerbs.VerslagStuur, ReportAsync);
        catalog.Verb(BezoekVerbs.ExtraGelezen, (a, ct) => DoVisitAsync(a, b => new Bezoekopdracht.LeesExtra(a.Actor, b), ct));
        catalog.Verb(BezoekVerbs.Waarnemen, ReplaceAsync);
    }

    private async ValueTask<ComposedCard?> ComposeJaarAsync(CardRequest r, CancellationToken ct)
    {
        if (await jaren.OpenAsync(r.Case, r.Person, r.Now, ct) is not { IsBezoeker: true } z)
        {
            return null;
        }

        var task = IsTaskOfVisitor(z);
        if (!task && !r.Shown && r.Occasion.StartsWith("start", StringComparison.Ordinal) && z.Jaar.Beschikbaarheid is not null)
        {
            return null;
        }

        var alarm = r.Occasion.StartsWith("alarm", StringComparison.Ordinal) && JaarCards.Ontbreekt(z) is not null;
        var klopt = r.Occasion.StartsWith("klopt", StringComparison.Ordinal);
        return new ComposedCard
        {
            Card = JaarCards.Jaar(z, melding: klopt ? "Over twee weken begint een nieuw blok. Klopt dit nog? Dan hoef je niets te doen." : alarm ? JaarCards.Ontbreekt(z) : null),
            Title = z.Jaar.Beschikbaarheid is null ? "Bezoeken plannen" : klopt ? "Kloppen je bezoeken nog?" : alarm ? "Bezoeken die nog niet zijn afgesproken" : "Je bezoeken",
            Detail = $"Studiejaar {z.Jaar.Studiejaar}",
            IsTask = task,
        };
    }

    /// <summary>Whether the visitor has something to do: say when, look at a plan, answer an opleider, find a moment.</summary>
    internal static bool IsTaskOfVisitor(Bezoekzicht z) =>
        (z.Jaar.Beschikbaarheid is null && z.Jaar.Bezoeken.Any(b => b.Open))
        || (!z.Jaar.Rekent && z.Jaar.Bezoeken.Any(b => b.Staat == Bezoekstaat.Voorgesteld))
        || z.Jaar.Bezoeken.Any(b => b.Staat == Bezoekstaat.Tegenvoorstel || Missing(z, b));

    private static bool Missing(Bezoekzicht z, Bezoek b) =>
        b.Staat == Bezoekstaat.Ongepland && z.Jaar.Beschikbaarheid is not null && z.Vandaag <= b.Venster.Tot.AddDays(Bezoekdagen.DagenErna)
        && (b.Terug is not null || Bezoekregels.Alarmdag(b) <= z.Vandaag);

    private async ValueTask<ComposedCard?> ComposeAanvraagAsync(CardRequest r, CancellationToken ct)
    {
        if (await jaren.OpenAsync(r.Case, r.Person, r.Now, ct) is not { } z || z.Jaar.Bezoeken.All(b => b.Opleider != r.Person))
        {
            return null;
        }

        var asked = z.Jaar.Bezoeken.Any(b => b.Opleider == r.Person && b.Staat == Bezoekstaat.Gevraagd);
        return !asked && r.Occasion.Length > 0 && !r.Shown ? null : new ComposedCard
        {
            Card = AanvraagCards.Aanvraag(z), Title = "Bezoeken afspreken", Detail = $"Gevraagd door {z.Bezoeker}", IsTask = asked,
        };
    }

    private async ValueTask<ComposedCard?> ComposeBezoekAsync(CardRequest r, CancellationToken ct)
    {
        if (Bezoekkaarten.Split(r.Case) is not { } at || await jaren.OpenAsync(at.Jaar, r.Person, r.Now, ct) is not { } z
            || z.Jaar.Find(at.Deel) is not { } b || !Bezoekregels.IsBetrokken(z.Jaar, b, r.Person, z.Om.Register))
        {
            return null;
        }

        var over = !r.Shown && r.Occasion.Length > 0 && r.Occasion is not "extra" && b.Moment is { } m && m.Datum < z.Vandaag;
        var unread = b is { Student: var s, Verslag: { Extra: not null, Gelezen: null } } && s == r.Person;
        var off = b is { Staat: Bezoekstaat.Ongepland or Bezoekstaat.Vervallen, LaatsteMoment: not null };
        return over ? null : new ComposedCard
        {
            Samen = unread ? null : new Samen(Lijst, r.Person.ToString(), off ? "Bezoeken gaan niet door" : "Je bezoeken: nieuwe afspraken"),
            Card = BezoekCards.Bezoek(z, b), Title = unread ? "Lees de afspraak over extra begeleiding" : off ? "Bezoek gaat niet door" : "Bezoek",
            Detail = $"{z.Naam(b.Student)}{((b.Moment ?? b.LaatsteMoment) is { } at2 ? $" · {Dutch.Day(at2.Datum)}" : "")}", About = b.Student, IsTask = unread,
        };
    }

    private async ValueTask<ComposedCard?> ComposeDagAsync(CardRequest r, CancellationToken ct)
    {
        if (Bezoekkaarten.Split(r.Case) is not { } at || Datumtekst.LeesIso(at.Deel) is not { } day || await jaren.OpenAsync(at.Jaar, r.Person, r.Now, ct) is not { } z)
        {
            return null;
        }

        var all = await jaren.VanAsync(r.Person, r.Now, ct);
        var visits = BezoekCards.VanDag(all, day, r.Person).ToList();
        var report = visits.Any(v => v.B.Staat == Bezoekstaat.Bevestigd && day <= z.Vandaag && BezoekCards.MagVerslag(v.Z, v.B));
        var off = r.Occasion.StartsWith(Bezoekkaarten.Afgezegd, StringComparison.Ordinal);
        return ((visits.Count == 0 && !off) || (r.Occasion == "achteraf" && !report)) && r.Occasion.Length > 0 && !r.Shown ? null : new ComposedCard
        {
            Card = BezoekCards.Dag(z, day, all, off ? "Een bezoek dat je zou overnemen, gaat die dag niet door." : null), Title = r.Occasion == "achteraf" ? "Hoe waren je bezoeken?" : "Je bezoeken van deze dag",
            Detail = Dutch.Day(day), IsTask = report && day < z.Vandaag.AddDays(1) && r.Occasion != "vooraf",
        };
    }

    private async ValueTask<ComposedCard?> ComposeWaarnemingAsync(CardRequest r, CancellationToken ct)
    {
        if (await jaren.OpenAsync(r.Case, r.Person, r.Now, ct) is not { } z || !IsRegisseur(z))
        {
            return null;
        }

        var waits = z.Jaar.Bezoeken.Any(b => b.Wacht);
        return !waits && r.Occasion.Length > 0 && !r.Shown ? null : new ComposedCard
        {
            Card = BezoekCards.Waarneming(z), Title = "Waarnemer zoeken", Detail = $"{z.Bezoeker} is afwezig", IsTask = waits,
        };
    }

    private async ValueTask<ComposedCard?> ComposeLijstAsync(CardRequest r, CancellationToken ct) => r.Case != r.Person.ToString() ? null : new ComposedCard
    {
        Card = BezoekCards.Lijst(r.Person, await jaren.VanAsync(r.Person, r.Now, ct), AmsterdamTime.DateOf(r.Now)), Title = "Je bezoeken", Detail = "", IsTask = false,
    };

    internal static bool IsRegisseur(Bezoekzicht z) =>
        z.Om.Register.RollenOf(z.Lezer).Any(rol => rol.Soort == RolSoort.RegisseurStudiecoaching && rol.Holds(z.Vandaag));

    /// <summary>For a visitor and the opleiders of the year; each sees only what is for them.</summary>
    private HandleAction Year(Func<Bezoekzicht, CardAction, RenderedCard> card) => async (action, ct) =>
        await jaren.OpenAsync(action.Text("jaar"), action.Actor, action.Now, ct) is not { } z ? Bezoekjaren.Unknown()
        : z.IsBezoeker && action.Text("als") != "opleider" && action.Verb == BezoekVerbs.Jaar ? new CardAnswer.Show(card(z, action))
        : z.Jaar.Bezoeken.Any(b => b.Opleider == action.Actor) ? new CardAnswer.Show(action.Verb == BezoekVerbs.Jaar ? AanvraagCards.Aanvraag(z) : card(z, action))
        : new CardAnswer.Say(Bezoekweigeringen.Zin(Bezoekweigering.NietVanJou, z));

    private HandleAction OfVisitor(Func<Bezoekzicht, CardAction, RenderedCard> card) => async (action, ct) =>
        await jaren.OpenAsync(action.Text("jaar"), action.Actor, action.Now, ct) is not { } z ? Bezoekjaren.Unknown()
        : z.IsBezoeker ? new CardAnswer.Show(card(z, action))
        : new CardAnswer.Say(Bezoekweigeringen.Zin(Bezoekweigering.NietVanJou, z));

    private HandleAction OfVisit(Func<Bezoekzicht, Bezoek, CardAction, RenderedCard> card) => async (action, ct) =>
        await jaren.OpenAsync(action.Text("jaar"), action.Actor, action.Now, ct) is not { } z || z.Jaar.Find(action.Text("bezoek") ?? "") is not { } b ? Bezoekjaren.Unknown()
        : Bezoekregels.IsBetrokken(z.Jaar, b, action.Actor, z.Om.Register) ? new CardAnswer.Show(card(z, b, action))
        : new CardAnswer.Say(Bezoekweigeringen.Zin(Bezoekweigering.NietVanJou, z));

    private async ValueTask<CardAnswer> DoAsync(
        CardAction action, Func<Bezoekzicht, Bezoekopdracht> opdracht, Func<Bezoekzicht, string?, RenderedCard> card, CancellationToken ct)
    {
        if (await jaren.OpenAsync(action.Text("jaar"), action.Actor, action.Now, ct) is not { } z)
        {
            return Bezoekjaren.Unknown();
        }

        var (fresh, refused) = await jaren.DoAsync(z, opdracht(z), ct);
        var mine = fresh.IsBezoeker || fresh.Jaar.Bezoeken.Any(b => Bezoekregels.IsBetrokken(fresh.Jaar, b, action.Actor, fresh.Om.Register));
        return refused is not null && !mine ? new CardAnswer.Say(refused) : new CardAnswer.Show(card(fresh, refused));
    }

    private async ValueTask<CardAnswer> DoVisitAsync(CardAction action, Func<string, Bezoekopdracht> opdracht, CancellationToken ct)
    {
        var id = action.Text("bezoek") ?? "";
        if (await jaren.OpenAsync(action.Text("jaar"), action.Actor, action.Now, ct) is not { } z || z.Jaar.Find(id) is null)
        {
            return Bezoekjaren.Unknown();
        }

        var (fresh, refused) = await jaren.DoAsync(z, opdracht(id), ct);
        return fresh.Jaar.Find(id) is { } b && Bezoekregels.IsBetrokken(fresh.Jaar, b, action.Actor, fresh.Om.Register)
            ? new CardAnswer.Show(BezoekCards.Bezoek(fresh, b, refused))
            : new CardAnswer.Say(refused ?? Bezoekjaren.NietMeer);
    }

    private async ValueTask<CardAnswer> SetAvailabilityAsync(CardAction action, CancellationToken ct)
    {
        if (await jaren.OpenAsync(action.Text("jaar"), action.Actor, action.Now, ct) is not { } z)
        {
            return Bezoekjaren.Unknown();
        }

        var typed = action.Text("vrij") ?? "";
        if (Datumtekst.Periodes(typed, z.Vandaag) is not { } vrij)
        {
            return z.IsBezoeker
                ? new CardAnswer.Show(JaarCards.Dagdelen(z, "De vrije dagen kan ik niet lezen. Schrijf ze bijvoorbeeld zo: 12-10 tot 16-10; 4 mei", action))
                : new CardAnswer.Say(Bezoekweigeringen.Zin(Bezoekweigering.NietVanJou, z));
        }

        var said = new Beschikbaarheid
        {
            Werkt = JaarCards.ReadHalfdays(action.Text("dagdelen")),
            Vrij = [.. vrij.Select(v => new Dagen(v.Van, v.Tot))],
            MeestePerDag = int.TryParse(action.Text("meeste"), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : Beschikbaarheid.HoogstePerDag,
        };
        return await DoAsync(
            action, _ => new Bezoekopdracht.GeefBeschikbaarheid(action.Actor, said),
            (fresh, refused) => refused is not null ? JaarCards.Dagdelen(fresh, refused, action) : JaarCards.Jaar(fresh), ct);
    }

    private ValueTask<CardAnswer> TakeCounterAsync(CardAction action, CancellationToken ct) =>
        PersonId.TryParse(action.Text("opleider"), out var opleider) && Bezoekzicht.Lees(action.Text("moment")) is { } moment
            ? DoAsync(action, _ => new Bezoekopdracht.NeemTegenvoorstel(action.Actor, opleider, moment), (z, no) => JaarCards.Jaar(z, melding: no), ct)
            : ValueTask.FromResult(Bezoekjaren.Unknown());

    private async ValueTask<CardAnswer> ChooseAsync(CardAction action, CancellationToken ct)
    {
        var id = action.Text("bezoek") ?? "";
        if (Bezoekzicht.Lees(action.Text("moment")) is not { } moment)
        {
            return new CardAnswer.Say("Kies een dagdeel.");
        }

        return await DoAsync(
            action, _ => new Bezoekopdracht.KiesMoment(action.Actor, id, moment),
            (z, no) => z.Jaar.Find(id) is not { } b ? JaarCards.Jaar(z, melding: no) : no is null || !z.IsBezoeker ? BezoekCards.Bezoek(z, b, no) : JaarCards.Kies(z, b, no), ct);
    }

    private ValueTask<CardAnswer> AcceptAsync(CardAction action, CancellationToken ct) => DoAsync(
        // The choice on the card is for another moment, so it does not say which are accepted.
        action, _ => new Bezoekopdracht.Aanvaard(action.Actor, null), (z, no) => z.IsBezoeker ? JaarCards.Jaar(z, melding: no) : AanvraagCards.Aanvraag(z, no), ct);

    private async ValueTask<CardAnswer> CounterAsync(CardAction action, CancellationToken ct)
    {
        if (Bezoekzicht.Lees(action.Text("van")) is not { } from || Bezoekzicht.Lees(action.Text("liever")) is not { } to)
        {
            return new CardAnswer.Say("Kies een moment dat beter past.");
        }

        return await DoAsync(action, _ => new Bezoekopdracht.StelAndersVoor(action.Actor, from, to), (z, no) => AanvraagCards.Aanvraag(z, no), ct);
    }

    private async ValueTask<CardAnswer> SetPresenceAsync(CardAction action, CancellationToken ct)
    {
        if (await jaren.OpenAsync(action.Text("jaar"), action.Actor, action.Now, ct) is not { } z || z.Jaar.Bezoeken.All(b => b.Opleider != action.Actor))
        {
            return Bezoekjaren.Unknown();
        }

        var typed = action.Text("nooit") ?? "";
        if (Datumtekst.Periodes(typed, z.Vandaag) is not { } nooit)
        {
            return new CardAnswer.Show(AanvraagCards.Ambulant(z, "Deze dagen kan ik niet lezen. Schrijf ze bijvoorbeeld zo: 30-11 tot 4-12", action));
        }

        var ingang = (action.Text("ingang") ?? "").Trim();
        if (ingang.Length > Aanwezigheid.LangsteIngang)
        {
            return new CardAnswer.Show(AanvraagCards.Ambulant(z, $"Beschrijf de ingang in ten hoogste {Aanwezigheid.LangsteIngang} tekens.", action));
        }

        var said = new Aanwezigheid { Ingang = ingang, Ambulant = JaarCards.ReadHalfdays(action.Text("dagdelen")), Nooit = [.. nooit.Select(n => new Dagen(n.Van, n.Tot))] };
        await jaren.Store.ZetAanwezigheidAsync(action.Actor, z.Jaar.Studiejaar, said, action.Now, ct);
        var fresh = await jaren.OpenAsync(z.Jaar.Id, action.Actor, action.Now, ct) ?? z;
        return new CardAnswer.Show(AanvraagCards.Aanvraag(fresh, "Bewaard. Bij nieuwe voorstellen houden we hier rekening mee."));
    }

    private async ValueTask<CardAnswer> InAgendaAsync(CardAction action, CancellationToken ct)
    {
        if (await jaren.OpenAsync(action.Text("jaar"), action.Actor, action.Now, ct) is not { } z || z.Jaar.Find(action.Text("bezoek") ?? "") is not { } b
            || !Bezoekregels.IsBetrokken(z.Jaar, b, action.Actor, z.Om.Register))
        {
            return Bezoekjaren.Unknown();
        }

        return new CardAnswer.Show(await agenda.MaakAsync(
            action, z.Kop, Bezoekagenda.UidOf(b.Id), z.Vernieuw(Bezoekkaarten.Bezoek, b.Id), Chatknop.Open("Terug", Bezoekkaarten.Bezoek, Bezoekkaarten.ZaakVan(z.Jaar.Id, b.Id)), ct));
    }

    private async ValueTask<CardAnswer> ReportAsync(CardAction action, CancellationToken ct)
    {
        var id = action.Text("bezoek") ?? "";
        if (await jaren.OpenAsync(action.Text("jaar"), action.Actor, action.Now, ct) is not { } z || z.Jaar.Find(id) is null)
        {
            return Bezoekjaren.Unknown();
        }

        var (hoe, afspraken, extra) = (action.Text("hoe") ?? "", action.Text("afspraken") ?? "", action.Text("extra"));
        var (fresh, refused) = await jaren.DoAsync(z, new Bezoekopdracht.MeldGeweest(action.Actor, id, hoe, afspraken, extra, action.Text("driehoek") == "ja"), ct);
        var b = fresh.Jaar.Find(id)!;
        return !BezoekCards.MagVerslag(fresh, b) ? new CardAnswer.Say(refused ?? Bezoekjaren.NietMeer)
            : refused is not null && b.Staat == Bezoekstaat.Bevestigd ? new CardAnswer.Show(BezoekCards.Verslagformulier(fresh, b, refused, hoe, afspraken, extra))
            : new CardAnswer.Show(BezoekCards.Bezoek(fresh, b, refused));
    }

    private async ValueTask<CardAnswer> ReplaceAsync(CardAction action, CancellationToken ct)
    {
        if (await jaren.OpenAsync(action.Text("jaar"), action.Actor, action.Now, ct) is not { } z || !IsRegisseur(z))
        {
            return Bezoekjaren.Unknown();
        }

        if (!PersonId.TryParse(action.Text("waarnemer"), out var waarnemer)
            || !z.Om.Register.RollenOf(waarnemer).Any(r => r.Soort == RolSoort.Studiecoach && r.Holds(z.Vandaag)))
        {
            return new CardAnswer.Show(BezoekCards.Waarneming(z, "Kies een studiecoach die nu bij ISOP werkt."));
        }

        var busy = (await jaren.VanAsync(waarnemer, action.Now, ct))
            .SelectMany(o => o.Jaar.Bezoeken.Where(b => b.Houdt && (b.Waarnemer ?? o.Jaar.Bezoeker) == waarnemer).Select(b => b.Moment!.Value)).ToHashSet();
        var (fresh, refused) = await jaren.DoAsync(z, new Bezoekopdracht.LaatWaarnemen(action.Actor, waarnemer, busy), ct);
        var taken = fresh.Jaar.Bezoeken.Count(b => b.Open && b.Waarnemer == waarnemer);
        return new CardAnswer.Show(BezoekCards.Waarneming(fresh, refused ?? $"{fresh.Naam(waarnemer)} neemt {Dutch.Count(taken, "bezoek", "bezoeken")} waar."));
    }
}
