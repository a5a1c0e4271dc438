using Isop.Bot.Cards;
using Isop.Core.Begeleidingsteam;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Bot.Begeleidingsteam;

/// <summary>The card at the start of a stage, and what its buttons do.</summary>
internal sealed class KennismakingActions(KennismakingStore store, RegisterStore registers)
{
    private const string Onbekend = "Deze stage is voorbij, of hoort niet bij jou. Typ begeleidingsteam om te zien hoe het nu is.";

    public void Map(CardCatalog catalog)
    {
        catalog.Kind(Kennismaken.Kaart, ComposeAsync);
        catalog.Verb(KennismakingVerbs.Regels, async (action, ct) => await OwnAsync(action, ct) is { } z
            ? new CardAnswer.Show(KennismakingCards.Formulier(z))
            : new CardAnswer.Say(Onbekend));
        catalog.Verb(KennismakingVerbs.RegelsStuur, WriteAsync);
    }

    /// <summary>The start of this stage for this reader, with the student's lines; null for who is not in the team.</summary>
    public async ValueTask<Kennismakingzicht?> FindAsync(RegisterSnapshot register, string? id, PersonId lezer, DateTimeOffset now, CancellationToken ct)
    {
        var today = AmsterdamTime.DateOf(now);
        return id is { Length: > 0 } && Stagestart.Van(register, id, today) is { } start && Kennismaken.Hoort(start, register, lezer)
            ? new Kennismakingzicht(start, await store.FindAsync(id, ct), register, lezer, today)
            : null;
    }

    private async ValueTask<ComposedCard?> ComposeAsync(CardRequest r, CancellationToken ct)
    {
        var register = await registers.CurrentAsync(ct);
        if (await FindAsync(register, r.Case, r.Person, r.Now, ct) is { } z)
        {
            return new ComposedCard
            {
                Card = KennismakingCards.Kaart(z),
                Title = z.IsStudent ? "Mijn begeleidingsteam" : "Je nieuwe student",
                Detail = $"{(z.IsStudent ? Teamtekst.Plek(register, z.Stage) : z.Naam)} · eerste dag {Dutch.Day(z.EersteDag)}",
                About = z.Start.Student,
                IsTask = false,
            };
        }

        // Nothing of it is sent any more; who has the card already reads why.
        return (r.Shown || r.Occasion.Length == 0) && await store.FindAsync(r.Case, ct) is { } k && k.Verteld.Contains(r.Person) ? Gone(k, r, register) : null;
    }

    private static ComposedCard Gone(Kennismaking k, CardRequest r, RegisterSnapshot register)
    {
        var today = AmsterdamTime.DateOf(r.Now);
        var over = Stagestart.Van(register, k.Id, today) is null;
        var began = k.EersteDag <= today && register.FindStage(k.Stage) is { } stage && (stage.Beeindigd is null || stage.Beeindigd > k.EersteDag);
        return new ComposedCard
        {
            Card = over ? KennismakingCards.Voorbij(k, began) : KennismakingCards.NietMeer(k.Id),
            Title = "Begeleidingsteam", Detail = over ? "De stage is voorbij of gaat niet door" : "Iemand anders begeleidt deze student", IsTask = false,
        };
    }

    private async ValueTask<Kennismakingzicht?> OwnAsync(CardAction action, CancellationToken ct) =>
        await FindAsync(await registers.CurrentAsync(ct), action.Text("stage"), action.Actor, action.Now, ct) is { IsStudent: true } z ? z : null;

    private async ValueTask<CardAnswer> WriteAsync(CardAction action, CancellationToken ct)
    {
        if (await OwnAsync(action, ct) is not { } z)
        {
            return new CardAnswer.Say(Onbekend);
        }

        var typed = new DrieRegels(action.Text("wie") ?? "", action.Text("leren") ?? "", action.Text("helpt") ?? "");
        return await store.DecideAsync(z.Start.Id, new Kennismakingsopdracht.Schrijf(action.Actor, typed), z.Register, action.Now, ct) switch
        {
            Kennismakingsbesluit.Gewijzigd done => new CardAnswer.Show(KennismakingCards.Kaart(z with { Kennismaking = done.Kennismaking })),
            Kennismakingsbesluit.AlGedaan done => new CardAnswer.Show(KennismakingCards.Kaart(z with { Kennismaking = done.Kennismaking })),
            Kennismakingsbesluit.Geweigerd(Kennismakingsweigering.TeLang) => new CardAnswer.Show(KennismakingCards.Formulier(z, typed, KennismakingCards.TeLang(typed))),
            _ => new CardAnswer.Say(Onbekend),
        };
    }
}
