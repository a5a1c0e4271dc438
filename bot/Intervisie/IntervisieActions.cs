using System.Globalization;
using Isop.Bot.Agenda;
using Isop.Bot.Cards;
using Isop.Bot.Chat;
using Isop.Core.Intervisie;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Bot.Intervisie;

/// <summary>The cards of intervisie and what their buttons do.</summary>
internal sealed class IntervisieActions(Intervisiereeksen reeksen, AfspraakKaart agenda)
{
    /// <summary>The leerteams of a person; its case is the person.</summary>
    public const string Lijst = "intervisie.lijst";

    public void Map(CardCatalog catalog)
    {
        catalog.Kind(Intervisiekaarten.Reeks, ComposeReeksAsync);
        catalog.Kind(Intervisiekaarten.Bijeenkomst, ComposeBijeenkomstAsync);
        catalog.Kind(Intervisiekaarten.Zonder, ComposeZonderAsync);
        catalog.Kind(Lijst, ComposeLijstAsync);

        catalog.Verb(IntervisieVerbs.Reeks, Open((z, _) => ReeksCards.Reeks(z)));
        catalog.Verb(IntervisieVerbs.Plan, Open((z, _) => z.IsBegeleider ? ReeksCards.Vragen(z) : ReeksCards.Reeks(z)));
        catalog.Verb(IntervisieVerbs.PlanBekijk, ProposeAsync);
        catalog.Verb(IntervisieVerbs.PlanStuur, (a, ct) => DoAsync(a, _ => new Intervisieopdracht.Plan(a.Actor), ReeksCards.Reeks, ct));
        catalog.Verb(IntervisieVerbs.LaatVallen, (a, ct) => DoAsync(a, _ => new Intervisieopdracht.LaatVallen(a.Actor), ReeksCards.Reeks, ct));
        catalog.Verb(IntervisieVerbs.Kies, Open((z, a) => z.Reeks.Find(a.Text("bijeenkomst") ?? "") is { } b && z.Hoort(b) ? BijeenkomstCards.Bijeenkomst(z, b) : ReeksCards.Reeks(z)));
        catalog.Verb(IntervisieVerbs.Extra, Open((z, _) => z.IsBegeleider ? ReeksCards.Extra(z) : ReeksCards.Reeks(z)));
        catalog.Verb(IntervisieVerbs.ExtraStuur, AddAsync);
        catalog.Verb(IntervisieVerbs.PasAan, OfBegeleider(Bijeenkomststaat.Gepland, (z, b) => BijeenkomstCards.Aanpassen(z, b)));
        catalog.Verb(IntervisieVerbs.PasAanStuur, ChangeAsync);
        catalog.Verb(IntervisieVerbs.Verzet, OfBegeleider(null, (z, b) => b.Staat == Bijeenkomststaat.Geweest ? BijeenkomstCards.Bijeenkomst(z, b) : BijeenkomstCards.Verzetten(z, b)));
        catalog.Verb(IntervisieVerbs.VerzetStuur, MoveAsync);
        catalog.Verb(IntervisieVerbs.SlaOver, OfBegeleider(Bijeenkomststaat.Gepland, BijeenkomstCards.Overslaan));
        catalog.Verb(IntervisieVerbs.SlaOverStuur, (a, ct) => DoOneAsync(a, b => new Intervisieopdracht.SlaOver(a.Actor, b), ct));
        catalog.Verb(IntervisieVerbs.Thema, (a, ct) => DoOneAsync(a, b => new Intervisieopdracht.KiesThema(a.Actor, b, a.Text("thema") ?? ""), ct, "Bewaard."));
        catalog.Verb(IntervisieVerbs.GeefDoor, (a, ct) => DoOneAsync(a, b => new Intervisieopdracht.GeefDoor(a.Actor, b), ct));
        catalog.Verb(IntervisieVerbs.MeldAf, (a, ct) => DoOneAsync(a, b => new Intervisieopdracht.MeldAf(a.Actor, b, true), ct));
        catalog.Verb(IntervisieVerbs.MeldAan, (a, ct) => DoOneAsync(a, b => new Intervisieopdracht.MeldAf(a.Actor, b, false), ct));
        catalog.Verb(IntervisieVerbs.Geweest, OfBegeleider(null, (z, b) => b.Staat == Bijeenkomststaat.Overgeslagen || !z.IsBegonnen(b) ? BijeenkomstCards.Bijeenkomst(z, b) : BijeenkomstCards.Geweest(z, b)));
        catalog.Verb(IntervisieVerbs.GeweestStuur, ReportAsync);
        catalog.Verb(IntervisieVerbs.Agenda, InAgendaAsync);
    }

    /// <summary>Whether the begeleider has something to do: plan, agree with dates, say who was there.</summary>
    internal static bool IsTask(Intervisiezicht z) => z.IsBegeleider && Intervisieregels.IsTePlannen(z.Reeks, z.Om);

    internal static bool IsToReport(Intervisiezicht z, Bijeenkomst b) => z is { IsBegeleider: true, Reeks.Gestopt: false } && b.Staat == Bijeenkomststaat.Gepland && z.IsBegonnen(b);

    private async ValueTask<ComposedCard?> ComposeReeksAsync(CardRequest r, CancellationToken ct)
    {
        if (await reeksen.OpenAsync(r.Case, r.Person, r.Now, ct) is not { } z)
        {
            return null;
        }

        var task = IsTask(z);
        var asks = r.Occasion.StartsWith("start", StringComparison.Ordinal);
        return asks && !task && !r.Shown ? null : new ComposedCard
        {
            Card = ReeksCards.Reeks(z), Title = task ? "Intervisie plannen" : r.Occasion.Split('-')[0] switch
            {
                "gewijzigd" => "Intervisie: de data zijn veranderd",
                "overgenomen" => "Jij begeleidt nu dit leerteam",
                "gestopt" => "De intervisie stopt",
                "uitnodiging" or "nieuw" => "Intervisie: alle data",
                _ => "Intervisie",
            },
            Detail = z.Reeks.Naam, IsTask = task,
        };
    }

    private async ValueTask<ComposedCard?> ComposeBijeenkomstAsync(CardRequest r, CancellationToken ct)
    {
        if (Intervisiekaarten.Split(r.Case) is not { } at || await reeksen.OpenAsync(at.Reeks, r.Person, r.Now, ct) is not { } z
            || z.Reeks.Find(at.Bijeenkomst) is not { } b || !z.Hoort(b))
        {
            return null;
        }

        var report = IsToReport(z, b);
        var asked = r.Occasion.StartsWith("achteraf", StringComparison.Ordinal);
        var reminds = r.Occasion.StartsWith("week-", StringComparison.Ordinal) || r.Occasion.StartsWith("dag-", StringComparison.Ordinal);
        // A reminder for a day that it is not any more says nothing; that it moved or falls out was told.
        var stale = reminds && (b.Staat != Bijeenkomststaat.Gepland || !r.Occasion.EndsWith(Datumtekst.Iso(b.Datum), StringComparison.Ordinal) || b.Afgemeld.Contains(r.Person));
        var leads = b.Leider == r.Person && b.Staat == Bijeenkomststaat.Gepland && !z.IsBegonnen(b);
        return !r.Shown && ((asked && !report) || stale) ? null : new ComposedCard
        {
            Card = asked && report ? BijeenkomstCards.Geweest(z, b) : BijeenkomstCards.Bijeenkomst(z, b),
            Title = report ? "Wie was er bij de intervisie?" : leads ? "Jij bent gespreksleider bij de intervisie" : BijeenkomstCards.Titel(z, b),
            Detail = $"{z.Reeks.Naam} · {Dutch.Day(b.Datum)}, {Dutch.Time(b.Tijd)}", IsTask = report,
        };
    }

    private async ValueTask<ComposedCard?> ComposeZonderAsync(CardRequest r, CancellationToken ct) =>
        await reeksen.OpenAsync(r.Case, r.Person, r.Now, ct) is not { Reeks.Gestopt: false } z || (!z.IsBegeleider && !z.IsOpleider) || (ReeksCards.Stilte(z) is null && r.Occasion.Length > 0 && !r.Shown)
            ? null
            : new ComposedCard { Card = ReeksCards.Zonder(z), Title = "Leerteam zonder intervisie", Detail = z.Reeks.Naam, IsTask = false };

    private async ValueTask<ComposedCard?> ComposeLijstAsync(CardRequest r, CancellationToken ct) => r.Case != r.Person.ToString() ? null : new ComposedCard
    {
        Card = ReeksCards.Lijst(r.Person, await reeksen.VanAsync(r.Person, r.Now, ct)), Title = "Je leerteams", Detail = "", IsTask = false,
    };

    private HandleAction Open(Func<Intervisiezicht, CardAction, RenderedCard> card) => async (action, ct) =>
        await reeksen.OpenAsync(action.Text("reeks"), action.Actor, action.Now, ct) is { } z ? new CardAnswer.Show(card(z, action)) : Intervisiereeksen.Unknown();

    private HandleAction OfBegeleider(Bijeenkomststaat? staat, Func<Intervisiezicht, Bijeenkomst, RenderedCard> card) => async (action, ct) =>
        await FindAsync(action, ct) is not var (z, b) ? Intervisiereeksen.Unknown()
        : new CardAnswer.Show(z.IsBegeleider && !z.Reeks.Gestopt && (staat is null || b.Staat == staat) ? card(z, b) : BijeenkomstCards.Bijeenkomst(z, b));

    private async ValueTask<(Intervisiezicht Z, Bijeenkomst B)?> FindAsync(CardAction action, CancellationToken ct) =>
        await reeksen.OpenAsync(action.Text("reeks"), action.Actor, action.Now, ct) is { } z && z.Reeks.Find(action.Text("keer") ?? "") is { } b && z.Hoort(b) ? (z, b) : null;

    private async ValueTask<CardAnswer> DoAsync(CardAction action, Func<Intervisiezicht, Intervisieopdracht> opdracht, Func<Intervisiezicht, string?, RenderedCard> card, CancellationToken ct)
    {
        if (await reeksen.OpenAsync(action.Text("reeks"), action.Actor, action.Now, ct) is not { } z)
        {
            return Intervisiereeksen.Unknown();
        }

        var (fresh, refused) = await reeksen.DoAsync(z, opdracht(z), ct);
        return new CardAnswer.Show(card(fresh, refused));
    }

    private async ValueTask<CardAnswer> DoOneAsync(CardAction action, Func<string, Intervisieopdracht> opdracht, CancellationToken ct, string? done = null)
    {
        if (await FindAsync(action, ct) is not var (z, b))
        {
            return Intervisiereeksen.Unknown();
        }

        var (fresh, refused) = await reeksen.DoAsync(z, opdracht(b.Id), ct);
        return new CardAnswer.Show(BijeenkomstCards.Bijeenkomst(fresh, fresh.Reeks.Find(b.Id) ?? b, refused ?? done));
    }

    private async ValueTask<CardAnswer> ProposeAsync(CardAction action, CancellationToken ct)
    {
        var typed = action.Text("themas") ?? "";
        if (ReeksCards.LeesRitme(action) is not { } ritme)
        {
            return await Open((z, _) => z.IsBegeleider ? ReeksCards.Vragen(z, "Kies een dag, een tijd, een duur en hoe vaak.", action) : ReeksCards.Reeks(z))(action, ct);
        }

        return await DoAsync(
            action, _ => new Intervisieopdracht.StelVoor(action.Actor, ritme, typed.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)),
            (z, no) => no is not null && z.IsBegeleider ? ReeksCards.Vragen(z, no, action) : ReeksCards.Reeks(z, no), ct);
    }

    private async ValueTask<CardAnswer> AddAsync(CardAction action, CancellationToken ct)
    {
        var typed = action.Text("datum") ?? "";
        var dates = Datumtekst.Alle(typed, AmsterdamTime.DateOf(action.Now));
        if (dates.Count != 1 || Intervisiezicht.LeesTijd(action.Text("tijd")) is not { } time)
        {
            return await Open((z, _) => z.IsBegeleider ? ReeksCards.Extra(z, "Schrijf één dag, bijvoorbeeld zo: 12-10.", action) : ReeksCards.Reeks(z))(action, ct);
        }

        return await DoAsync(
            action, _ => new Intervisieopdracht.VoegToe(action.Actor, dates[0], time),
            (z, no) => no is not null ? z.IsBegeleider ? ReeksCards.Extra(z, no, action) : ReeksCards.Reeks(z, no)
                : z.Reeks.Bijeenkomsten.FirstOrDefault(b => b.Datum == dates[0] && b.Tijd == time && b.Staat != Bijeenkomststaat.Overgeslagen) is { } b
                    ? IsToReport(z, b) ? BijeenkomstCards.Geweest(z, b) : BijeenkomstCards.Bijeenkomst(z, b)
                    : ReeksCards.Reeks(z), ct);
    }

    private async ValueTask<CardAnswer> ChangeAsync(CardAction action, CancellationToken ct)
    {
        if (await FindAsync(action, ct) is not var (z, b))
        {
            return Intervisiereeksen.Unknown();
        }

        var (thema, plaats) = (action.Text("thema") ?? "", action.Text("plaats") ?? "");
        var revisie = int.TryParse(action.Text("revisie"), NumberStyles.None, CultureInfo.InvariantCulture, out var shown) ? shown : -1;
        PersonId? leider = PersonId.TryParse(action.Text("leider"), out var chosen) ? chosen : null;
        var (fresh, refused) = await reeksen.DoAsync(z, new Intervisieopdracht.PasAan(action.Actor, b.Id, revisie, thema, plaats, action.Text("locatie"), leider, People(action.Text("gasten"))), ct);
        var now = fresh.Reeks.Find(b.Id) ?? b;
        return new CardAnswer.Show(refused is not null && fresh.IsBegeleider && now.Staat == Bijeenkomststaat.Gepland
            ? BijeenkomstCards.Aanpassen(fresh, now, refused, thema, plaats)
            : BijeenkomstCards.Bijeenkomst(fresh, now, refused));
    }

    private async ValueTask<CardAnswer> MoveAsync(CardAction action, CancellationToken ct)
    {
        if (await FindAsync(action, ct) is not var (z, b))
        {
            return Intervisiereeksen.Unknown();
        }

        if (Datumtekst.LeesIso(action.Text("datum")) is not { } day || Intervisiezicht.LeesTijd(action.Text("tijd")) is not { } time)
        {
            return new CardAnswer.Say("Kies een dag en een tijd.");
        }

        var (fresh, refused) = await reeksen.DoAsync(z, new Intervisieopdracht.Verzet(action.Actor, b.Id, day, time, action.Text("voortaan") == "ja"), ct);
        var now = fresh.Reeks.Find(b.Id) ?? b;
        return new CardAnswer.Show(refused is not null && fresh.IsBegeleider && now.Staat != Bijeenkomststaat.Geweest
            ? BijeenkomstCards.Verzetten(fresh, now, refused)
            : BijeenkomstCards.Bijeenkomst(fresh, now, refused));
    }

    private async ValueTask<CardAnswer> ReportAsync(CardAction action, CancellationToken ct)
    {
        if (await FindAsync(action, ct) is not var (z, b))
        {
            return Intervisiereeksen.Unknown();
        }

        var (there, regel) = (People(action.Text("aanwezig")), action.Text("regel") ?? "");
        var (fresh, refused) = await reeksen.DoAsync(z, new Intervisieopdracht.MeldGeweest(action.Actor, b.Id, there, regel), ct);
        var now = fresh.Reeks.Find(b.Id) ?? b;
        return new CardAnswer.Show(refused is not null && IsToReport(fresh, now)
            ? BijeenkomstCards.Geweest(fresh, now, refused, there, regel)
            : BijeenkomstCards.Bijeenkomst(fresh, now, refused));
    }

    private async ValueTask<CardAnswer> InAgendaAsync(CardAction action, CancellationToken ct) => await FindAsync(action, ct) is not var (z, b)
        ? Intervisiereeksen.Unknown()
        : new CardAnswer.Show(await agenda.MaakAsync(
            action, z.Kop, Intervisieagenda.UidOf(z.Reeks, b), z.Vernieuw(Intervisiekaarten.Bijeenkomst, b.Id),
            Chatknop.Open("Terug", Intervisiekaarten.Bijeenkomst, Intervisiekaarten.ZaakVan(z.Reeks.Id, b.Id)), ct));

    private static IReadOnlyList<PersonId> People(string? text) =>
        [.. (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(t => PersonId.TryParse(t, out var id) ? id : (PersonId?)null).OfType<PersonId>().Distinct()];
}
