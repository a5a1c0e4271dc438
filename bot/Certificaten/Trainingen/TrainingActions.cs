using System.Globalization;
using Isop.Bot.Agenda;
using Isop.Bot.Cards;
using Isop.Bot.Chat;
using Isop.Core.Certificaten;
using Isop.Core.Certificaten.Trainingen;
using Isop.Core.Certificaten.Verstrekken;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Time;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Certificaten.Trainingen;

/// <summary>The cards of trainings and what their buttons do.</summary>
internal sealed class TrainingActions(
    TrainingenVanLezer trainingen, TrainingStore store, Verstrekker verstrekker, RegisterStore registers, AfspraakKaart agenda, IOptions<CertificaatOptions> options)
{
    /// <summary>The trainings of a person; its case is the person.</summary>
    public const string Lijst = "training.lijst";

    private const string Veranderd = "Er is ondertussen iets veranderd. Kijk even of het zo nog klopt.";

    public void Map(CardCatalog catalog)
    {
        catalog.Kind(Trainingskaarten.Beheer, ComposeBeheerAsync);
        catalog.Kind(Trainingskaarten.Uitnodiging, ComposeUitnodigingAsync);
        catalog.Kind(Trainingskaarten.Evaluatie, ComposeEvaluatieAsync);
        catalog.Kind(Trainingskaarten.Zonder, ComposeZonderAsync);

        catalog.Verb(TrainingVerbs.Nieuw, NewAsync);
        catalog.Verb(TrainingVerbs.NieuwStuur, RegisterAsync);
        catalog.Verb(TrainingVerbs.Deelnemers, Open((z, a) => BeheerCards.Deelnemers(z, Number(a, "blad"))));
        catalog.Verb(TrainingVerbs.DeelnemersStuur, ExpectAsync);
        catalog.Verb(TrainingVerbs.Gast, Open((z, _) => BeheerCards.Gast(z)));
        catalog.Verb(TrainingVerbs.GastStuur, (a, ct) => DoAsync(a, _ => new Trainingsopdracht.VoegGastToe(a.Actor, a.Text("naam") ?? "", a.Text("email") ?? ""), (z, no) => BeheerCards.Gast(z, no ?? "Staat op de lijst.", no is null ? null : a), ct));
        catalog.Verb(TrainingVerbs.GastWeg, (a, ct) => DoAsync(a, _ => new Trainingsopdracht.HaalGastWeg(a.Actor, a.Text("weg") ?? ""), (z, no) => BeheerCards.Gast(z, no), ct));
        catalog.Verb(TrainingVerbs.Inhoud, async (a, ct) => await OrganizesAsync(a, ct) is { } z ? new CardAnswer.Show(BeheerCards.Inhoud(z, await store.ScanbeeldAsync(z.Training, ct))) : TrainingenVanLezer.Unknown());
        catalog.Verb(TrainingVerbs.InhoudStuur, SubmitAsync);
        catalog.Verb(TrainingVerbs.Aanwezig, Open((z, a) => IsPart(z, Number(a, "deel")) ? BeheerCards.Aanwezig(z, Number(a, "deel"), Number(a, "blad")) : BeheerCards.Beheer(z)));
        catalog.Verb(TrainingVerbs.AanwezigStuur, AttendAsync);
        catalog.Verb(TrainingVerbs.Evaluaties, async (a, ct) =>
            await OrganizesAsync(a, ct) is not { } z ? TrainingenVanLezer.Unknown()
            : new CardAnswer.Show(await store.EvaluatieAsync(z.Training, a.Actor.ToString(), a.Now, ct) is { } beeld ? BeheerCards.Evaluaties(z, beeld) : BeheerCards.Beheer(z, "De evaluaties lopen nog.")));
        catalog.Verb(TrainingVerbs.GeefDoor, (a, ct) => DoAsync(a, _ => new Trainingsopdracht.GeefDoor(a.Actor, a.Actor.ToString()), (z, no) => BeheerCards.Beheer(z, no), ct));
        catalog.Verb(TrainingVerbs.Verzet, Open((z, a) => IsPart(z, Number(a, "deel")) ? BeheerCards.Verzetten(z, Number(a, "deel")) : BeheerCards.Beheer(z)));
        catalog.Verb(TrainingVerbs.VerzetStuur, MoveAsync);
        catalog.Verb(TrainingVerbs.ZegAf, Open((z, _) => BeheerCards.Afzeggen(z)));
        catalog.Verb(TrainingVerbs.ZegAfStuur, (a, ct) => DoAsync(a, _ => new Trainingsopdracht.ZegAf(a.Actor, a.Text("reden") ?? ""), (z, no) => no is null ? BeheerCards.Beheer(z) : BeheerCards.Afzeggen(z, no), ct));
        catalog.Verb(TrainingVerbs.Scan, ScanAsync);
        catalog.Verb(TrainingVerbs.Evaluatie, AnswerAsync);
        catalog.Verb(TrainingVerbs.Agenda, InAgendaAsync);
    }

    /// <summary>Whether something waits for who organises it: who was there, what it was about, passing on.</summary>
    public static bool IsTask(Trainingzicht z) =>
        z is { IsOrganisator: true, Training: { Afgezegd: null, Verstrekking: null } t } && z.Training.Organisator == z.Lezer
        && (z.TeMelden >= 0 || (t.Ronde?.Gesloten is not null && !Trainingsvoorwaarden.IsCompleet(t)));

    /// <summary>Whether the evaluation waits for this person.</summary>
    public static bool IsToEvaluate(Trainingzicht z) =>
        z.Training.Ronde is { Gesloten: null } ronde && z.AlsDeelnemer is { } me && !ronde.Geantwoord.Contains(me.Id) && Trainingsregels.Gevraagd(z.Training, z.Om.Register).Contains(me);

    private async ValueTask<ComposedCard?> ComposeBeheerAsync(CardRequest r, CancellationToken ct)
    {
        if (await trainingen.OpenAsync(r.Case, r.Person, r.Now, ct) is not { IsOrganisator: true } z)
        {
            return null;
        }

        var (t, task) = (z.Training, IsTask(z));
        var stale = r.Occasion.Split('-') switch
        {
            ["aanwezig", var deel, .. var day] => !int.TryParse(deel, NumberStyles.None, CultureInfo.InvariantCulture, out var i) || !IsPart(z, i)
                || t.Delen[i] is not { Datum: { } at } part || t.IsGemeldVan(part) || Datumtekst.Iso(at) != string.Join('-', day) || t.Afgezegd is not null,
            ["ronde" or "mist"] => !task,
            _ => false,
        };
        return stale && !r.Shown ? null : new ComposedCard
        {
            Card = r.Occasion.StartsWith("aanwezig-", StringComparison.Ordinal) && z.TeMelden is >= 0 and var open ? BeheerCards.Aanwezig(z, open, 0) : BeheerCards.Beheer(z, gasten: await GuestsAsync(z, ct)),
            Title = z.TeMelden >= 0 ? $"Wie was er bij de {z.Soort.Kort}?" : t.Verstrekt is not null ? "De certificaten zijn verstrekt" : $"{Trainingzicht.Hoofdletter(z.Soort.Kort)}: {(task ? "er mist nog iets" : "zo staat het ervoor")}",
            Detail = $"{z.VoorWie}{(t.Eerste is { } day1 ? $" · {Dutch.Day(day1)}" : "")}", IsTask = task,
        };
    }

    private async ValueTask<ComposedCard?> ComposeUitnodigingAsync(CardRequest r, CancellationToken ct)
    {
        // Who is taken off the list is told once, and is on no list to find it by.
        if (await store.FindAsync(r.Case, ct) is not { } training)
        {
            return null;
        }

        var z = new Trainingzicht(training, store.Omgeving(await registers.CurrentAsync(ct), r.Now), r.Person);
        var leaves = r.Occasion.StartsWith("niet-meer", StringComparison.Ordinal);
        if ((z.AlsDeelnemer is null && !leaves && !r.Shown) || (leaves && z.AlsDeelnemer is not null && !r.Shown) || (training.Afgezegd is not null && r.Occasion is not ("afgezegd" or "") && !r.Shown))
        {
            return null;
        }

        return new ComposedCard
        {
            Card = DeelnemerCards.Uitnodiging(z, await store.ScanVanAsync(training, r.Person, ct)),
            Title = training.Afgezegd is not null ? $"De {z.Soort.Kort} gaat niet door" : z.AlsDeelnemer is null ? $"Je hoeft niet meer naar de {z.Soort.Kort}" : r.Occasion.StartsWith("verzet", StringComparison.Ordinal) ? $"De {z.Soort.Kort} is verzet" : $"Je {z.Soort.Kort}",
            Detail = $"{(training.Eerste is { } day ? Dutch.Day(day) : "")} · {z.Waar}", IsTask = false,
        };
    }

    private async ValueTask<ComposedCard?> ComposeEvaluatieAsync(CardRequest r, CancellationToken ct)
    {
        if (await trainingen.OpenAsync(r.Case, r.Person, r.Now, ct) is not { AlsDeelnemer: not null, Training.Ronde: not null } z)
        {
            return null;
        }

        var task = IsToEvaluate(z);
        return !task && !r.Shown && r.Occasion.Length > 0 ? null : new ComposedCard
        {
            Card = DeelnemerCards.Evaluatie(z, await store.AntwoordVanAsync(z.Training, r.Person, ct)), Title = $"Hoe was de {z.Soort.Kort}? Eén minuut",
            Detail = $"{z.VoorWie} · tot en met {Dutch.Day(z.Training.Ronde!.Sluit)}", Deadline = z.Training.Ronde.Sluit, IsTask = task,
        };
    }

    private async ValueTask<ComposedCard?> ComposeZonderAsync(CardRequest r, CancellationToken ct) =>
        await trainingen.OpenAsync(r.Case, r.Person, r.Now, ct) is not { AlsDeelnemer: { } me, Training.Verstrekking: { } besluit } z || (besluit.Deelnemers.Contains(me.Id) && !r.Shown)
            ? null
            : new ComposedCard { Card = DeelnemerCards.Zonder(z), Title = $"Nog geen certificaat voor de {z.Soort.Kort}", Detail = z.VoorWie, IsTask = false };

    private async ValueTask<CardAnswer> NewAsync(CardAction action, CancellationToken ct)
    {
        var (register, today) = (await registers.CurrentAsync(ct), AmsterdamTime.DateOf(action.Now));
        return Doelgroep.Soorten(register, action.Actor, today).Count == 0
            ? new CardAnswer.Say("Een training aanmelden kan een (school-)opleider, een coördinerend opleider of het onderwijsbureau.")
            : new CardAnswer.Show(BeheerCards.Nieuw(action.Actor, register, today, FormId.New()));
    }

    private async ValueTask<CardAnswer> RegisterAsync(CardAction action, CancellationToken ct)
    {
        var (register, today, id) = (await registers.CurrentAsync(ct), AmsterdamTime.DateOf(action.Now), action.Text("training") ?? "");
        var soorten = Doelgroep.Soorten(register, action.Actor, today);
        if (soorten.Count == 0)
        {
            return await NewAsync(action, ct);
        }

        var soort = soorten.FirstOrDefault(s => s.Code == action.Text("soort")) ?? (soorten.Count == 1 ? soorten[0] : null);
        var (organisaties, bestuur) = soort is null ? ([], null) : Trainingsdoel.Lees(action.Text("voor"), register, action.Actor, soort, today);
        var aanmelding = new Trainingsaanmelding
        {
            Id = id, Van = action.Actor, Soort = soort?.Code ?? "", Organisaties = organisaties, Bestuur = bestuur, Plaats = action.Text("plaats") ?? "",
            Datums = Datumtekst.Alle(action.Text("datums") ?? "", today), Begin = BeheerCards.Lees(action, "begin") ?? default, Einde = BeheerCards.Lees(action, "einde") ?? default, MetScan = action.Text("scan") == "ja",
        };
        return await store.MaakAsync(aanmelding, register, action.Now, ct) switch
        {
            Trainingsbesluit.Geweigerd no => new CardAnswer.Show(BeheerCards.Nieuw(action.Actor, register, today, id.Length > 0 ? id : FormId.New(), Trainingsweigeringen.Zin(no.Reden), action)),
            Trainingsbesluit.Gewijzigd { Training: var t } => Made(t),
            Trainingsbesluit.AlGedaan { Training: var t } => Made(t),
            _ => TrainingenVanLezer.Unknown(),
        };

        CardAnswer Made(Training t) => new CardAnswer.Show(BeheerCards.Beheer(
            new Trainingzicht(t, store.Omgeving(register, action.Now), action.Actor), $"Aangemeld. {Dutch.Count(t.Deelnemers.Count, "deelnemer staat", "deelnemers staan")} op de lijst; kijk bij deelnemers of dat klopt."));
    }

    private async ValueTask<CardAnswer> ExpectAsync(CardAction action, CancellationToken ct)
    {
        if (await OrganizesAsync(action, ct) is not { } z)
        {
            return TrainingenVanLezer.Unknown();
        }

        var page = Number(action, "blad");
        if (IsStale(action, z))
        {
            return new CardAnswer.Show(BeheerCards.Deelnemers(z, page, Veranderd));
        }

        var shown = z.Kandidaten.Skip(page * Trainingzicht.Bladzijde).Take(Trainingzicht.Bladzijde).ToList();
        var (fresh, refused) = await trainingen.DoAsync(z, new Trainingsopdracht.ZetDeelnemers(action.Actor, shown, People(action.Text("deelnemers"))), ct);
        return new CardAnswer.Show(refused is not null ? BeheerCards.Deelnemers(fresh, page, refused)
            : (page + 1) * Trainingzicht.Bladzijde < fresh.Kandidaten.Count ? BeheerCards.Deelnemers(fresh, page + 1)
            : BeheerCards.Beheer(fresh, "Bewaard."));
    }

    private async ValueTask<CardAnswer> AttendAsync(CardAction action, CancellationToken ct)
    {
        if (await OrganizesAsync(action, ct) is not { } z || !IsPart(z, Number(action, "deel")))
        {
            return TrainingenVanLezer.Unknown();
        }

        var (deel, page) = (Number(action, "deel"), Number(action, "blad"));
        if (IsStale(action, z))
        {
            return new CardAnswer.Show(BeheerCards.Aanwezig(z, deel, page, Veranderd));
        }

        var shown = z.OpNaam.Skip(page * Trainingzicht.Bladzijde).Take(Trainingzicht.Bladzijde).Select(d => d.Id).ToList();
        var there = (action.Text("aanwezig") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var (fresh, refused) = await trainingen.DoAsync(z, new Trainingsopdracht.MeldAanwezig(action.Actor, deel, shown, there), ct);
        return new CardAnswer.Show(refused is not null ? BeheerCards.Aanwezig(fresh, deel, page, refused)
            : (page + 1) * Trainingzicht.Bladzijde < fresh.Training.Deelnemers.Count ? BeheerCards.Aanwezig(fresh, deel, page + 1)
            : BeheerCards.Beheer(fresh, fresh.Training.Ronde is { Gesloten: null } ? "Bewaard. Wie er was, krijgt nu een korte evaluatie." : "Bewaard."));
    }

    private async ValueTask<CardAnswer> SubmitAsync(CardAction action, CancellationToken ct)
    {
        if (await OrganizesAsync(action, ct) is not { } z)
        {
            return TrainingenVanLezer.Unknown();
        }

        var typed = action.Text("inhoud") ?? "";
        var (fresh, refused) = await trainingen.DoAsync(z, new Trainingsopdracht.ZetInhoud(action.Actor, typed), ct);
        return new CardAnswer.Show(refused is null ? BeheerCards.Beheer(fresh, "Bewaard.") : BeheerCards.Inhoud(fresh, await store.ScanbeeldAsync(fresh.Training, ct), refused, typed));
    }

    private async ValueTask<CardAnswer> MoveAsync(CardAction action, CancellationToken ct)
    {
        if (await OrganizesAsync(action, ct) is not { } z || !IsPart(z, Number(action, "deel")))
        {
            return TrainingenVanLezer.Unknown();
        }

        var deel = Number(action, "deel");
        if (Datumtekst.Alle(action.Text("datum") ?? "", z.Om.Vandaag) is not [var day] || BeheerCards.Lees(action, "begin") is not { } begin || BeheerCards.Lees(action, "einde") is not { } end)
        {
            return new CardAnswer.Show(BeheerCards.Verzetten(z, deel, "Schrijf één dag, bijvoorbeeld zo: 14-10.", action));
        }

        var (fresh, refused) = await trainingen.DoAsync(z, new Trainingsopdracht.Verzet(action.Actor, deel, day, begin, end, action.Text("plaats") ?? ""), ct);
        return new CardAnswer.Show(refused is null ? BeheerCards.Beheer(fresh, "Bewaard.") : BeheerCards.Verzetten(fresh, deel, refused, action));
    }

    private async ValueTask<CardAnswer> ScanAsync(CardAction action, CancellationToken ct)
    {
        if (await trainingen.OpenAsync(action.Text("training"), action.Actor, action.Now, ct) is not { } z)
        {
            return TrainingenVanLezer.Unknown();
        }

        var chosen = (action.Text("onderwerpen") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var kept = await store.ScanAsync(z.Training.Id, action.Actor, chosen, action.Text("tekst") ?? "", action.Now, ct);
        return new CardAnswer.Show(DeelnemerCards.Uitnodiging(
            z, await store.ScanVanAsync(z.Training, action.Actor, ct), kept ? "Dank je wel. Veranderen kan tot de training begint." : "De training is al begonnen, of je staat niet op de lijst. Je antwoord is niet bewaard."));
    }

    private async ValueTask<CardAnswer> AnswerAsync(CardAction action, CancellationToken ct)
    {
        if (await trainingen.OpenAsync(action.Text("training"), action.Actor, action.Now, ct) is not { } z)
        {
            return TrainingenVanLezer.Unknown();
        }

        var vragen = Trainingsvragen.Huidig.Evaluatie;
        var steps = vragen.Stellingen.Select(s => (s.Id, Value: action.Text(DeelnemerCards.Stap + s.Id)))
            .Where(s => int.TryParse(s.Value, NumberStyles.None, CultureInfo.InvariantCulture, out _)).ToDictionary(s => s.Id, s => int.Parse(s.Value!, CultureInfo.InvariantCulture));
        var words = vragen.Open.Select(v => (v.Id, Value: action.Text(DeelnemerCards.Tekst + v.Id))).Where(t => !string.IsNullOrWhiteSpace(t.Value)).ToDictionary(t => t.Id, t => t.Value!);
        if (steps.Count + words.Count == 0)
        {
            return new CardAnswer.Show(DeelnemerCards.Evaluatie(z, await store.AntwoordVanAsync(z.Training, action.Actor, ct), "Kies of schrijf eerst iets. Er is nog niets verstuurd."));
        }

        var besluit = await store.AntwoordAsync(z.Training.Id, action.Actor, steps, words, z.Om.Register, action.Now, ct);
        var fresh = await trainingen.AgainAsync(z, ct);
        return new CardAnswer.Show(DeelnemerCards.Evaluatie(
            fresh, await store.AntwoordVanAsync(fresh.Training, action.Actor, ct), besluit is Trainingsbesluit.Geweigerd no ? Trainingsweigeringen.Zin(no.Reden) : null));
    }

    private async ValueTask<CardAnswer> InAgendaAsync(CardAction action, CancellationToken ct) =>
        await trainingen.OpenAsync(action.Text("training"), action.Actor, action.Now, ct) is not { } z || z.Training.Delen.Index().FirstOrDefault(d => d.Item.Datum >= z.Om.Vandaag) is not { Item: not null } next
            ? TrainingenVanLezer.Unknown()
            : new CardAnswer.Show(await agenda.MaakAsync(
                action, z.Kop, Trainingsagenda.UidOf(z.Training, next.Index), z.Vernieuw(Trainingskaarten.Uitnodiging), Chatknop.Open("Terug", Trainingskaarten.Uitnodiging, z.Training.Id), ct));

    /// <summary>Guests whose certificate is there.</summary>
    private async ValueTask<IReadOnlyList<(string Naam, Uri Adres)>> GuestsAsync(Trainingzicht z, CancellationToken ct)
    {
        var guests = z.Training.Deelnemers.Where(d => d.Persoon is null).ToList();
        if (guests.Count == 0 || z.Training.Verstrekking is null)
        {
            return [];
        }

        var numbers = await verstrekker.NummersAsync(z.Training.Id, ct);
        return [.. guests.Where(g => numbers.ContainsKey(g.Id)).Select(g => (g.Naam, options.Value.AdresVan(numbers[g.Id])))];
    }

    private HandleAction Open(Func<Trainingzicht, CardAction, RenderedCard> card) => async (action, ct) =>
        await OrganizesAsync(action, ct) is { } z ? new CardAnswer.Show(card(z, action)) : TrainingenVanLezer.Unknown();

    private async ValueTask<CardAnswer> DoAsync(CardAction action, Func<Trainingzicht, Trainingsopdracht> opdracht, Func<Trainingzicht, string?, RenderedCard> card, CancellationToken ct)
    {
        if (await OrganizesAsync(action, ct) is not { } z)
        {
            return TrainingenVanLezer.Unknown();
        }

        var (fresh, refused) = await trainingen.DoAsync(z, opdracht(z), ct);
        return new CardAnswer.Show(card(fresh, refused));
    }

    private async ValueTask<Trainingzicht?> OrganizesAsync(CardAction action, CancellationToken ct) =>
        await trainingen.OpenAsync(action.Text("training"), action.Actor, action.Now, ct) is { IsOrganisator: true } z ? z : null;

    /// <summary>Names on a list of several pages move when somebody else changes it meanwhile.</summary>
    private static bool IsStale(CardAction action, Trainingzicht z) => Number(action, "revisie") != z.Training.Revisie;

    private static bool IsPart(Trainingzicht z, int deel) => deel < z.Training.Delen.Count;

    private static int Number(CardAction action, string name) => int.TryParse(action.Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static IReadOnlyList<PersonId> People(string? text) =>
        [.. (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(t => PersonId.TryParse(t, out var id) ? id : (PersonId?)null).OfType<PersonId>().Distinct()];
}
