using Isop.Bot.Cards;
using Isop.Bot.Web.Links;
using Isop.Bot.Web.Screens;
using Isop.Bot.Web.Sessions;

namespace Isop.Bot.Web.Inbox;

/// <summary>The person's own inbox in the browser: everything that can be done in Teams can be done here.</summary>
internal static class InboxEndpoints
{
    private const int LongestCommand = 2500;

    public static void MapInbox(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/postvak/actie", (ActionEndpoint action, HttpContext context, CancellationToken cancellationToken) =>
            action.PostAsync(context, cancellationToken)).DisableAntiforgery();

        var group = endpoints.MapGroup(MailedLinks.Inbox).RequireAuthorization().AddEndpointFilter<FormGuard>();
        group.MapGet("", Show);
        group.MapGet("/zaak/{kind}/{**zaak}", ShowCase);
        group.MapGet("/voorkeuren", ShowPreferences);
        group.MapGet("/opdracht", () => TypedResults.LocalRedirect(MailedLinks.Inbox));
        group.MapPost("/opdracht", RunCommand);
    }

    private static async Task<IResult> Show(HttpContext context, ReadInbox inbox, TimeProvider clock, CancellationToken cancellationToken)
    {
        var person = Visitor.Required(context).Person;
        var items = await inbox(person.Id, clock.GetUtcNow(), cancellationToken);
        foreach (var item in items.Where(i => i.WhenRead is not null))
        {
            await item.WhenRead!(cancellationToken);
        }

        return Pages.Show<InboxScreen>(new { Person = person, Items = items });
    }

    /// <summary>One card on a page of its own. Whether this person may see that case is for its capability to say, as everywhere.</summary>
    private static async Task<IResult> ShowCase(
        string kind, string zaak, HttpContext context, CardCatalog catalog, TimeProvider clock, CancellationToken cancellationToken)
    {
        var request = new CardRequest { Person = Visitor.Required(context).Person.Id, Kind = kind, Case = zaak, Now = clock.GetUtcNow() };
        if (!catalog.Kinds.TryGetValue(kind, out var compose) || await compose(request, cancellationToken) is not { } card)
        {
            return Pages.Show<NothingHereScreen>();
        }

        await card.ReadAsync(cancellationToken);
        return Pages.Show<CardScreen>(new { Title = card.Card.Summary, card.Card });
    }

    private static async Task<IResult> ShowPreferences(
        HttpContext context, CardCatalog catalog, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!catalog.Commands.TryGetValue("voorkeuren", out var handle))
        {
            return TypedResults.NotFound();
        }

        var command = new ChatCommand(Visitor.Required(context).Person.Id, "voorkeuren", Door.Web, clock.GetUtcNow());
        return Pages.Show<CardScreen>(ParametersOf("Voorkeuren", await handle(command, cancellationToken)));
    }

    /// <summary>What a chat message does in Teams: the first word chooses, the entry "" takes the rest.</summary>
    private static async Task<IResult> RunCommand(
        HttpContext context, CardCatalog catalog, TimeProvider clock, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var text = form["tekst"].ToString().Trim();
        if (text.Length == 0)
        {
            return new SeeOther(MailedLinks.Inbox);
        }

        if (text.Length > LongestCommand)
        {
            return Pages.Error(StatusCodes.Status413PayloadTooLarge, ErrorText.Of(StatusCodes.Status413PayloadTooLarge));
        }

        var word = CardCatalog.FirstWord(text);
        var known = catalog.Commands.TryGetValue(word, out var handle) || catalog.Commands.TryGetValue("", out handle);
        CardAnswer answer = known
            ? await handle!(new ChatCommand(Visitor.Required(context).Person.Id, text, Door.Web, clock.GetUtcNow()), cancellationToken)
            : new CardAnswer.Say("Dat begrijp ik niet. Typ \"taken\" om te zien wat je nog kunt doen.");
        return Pages.Show<CardScreen>(ParametersOf("Antwoord", answer));
    }

    private static object ParametersOf(string title, CardAnswer answer) => answer switch
    {
        CardAnswer.Show(var card) => new { Title = title, Card = card },
        CardAnswer.Say(var text) => new { Title = title, Text = text },
        _ => throw new InvalidOperationException("An answer is a card or a sentence."),
    };
}
