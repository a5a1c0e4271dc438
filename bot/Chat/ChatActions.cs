using Isop.Bot.Cards;
using Isop.Core.Register;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Chat;

/// <summary>Help and privacy, the buttons that say a word, and everything that begins with no word we know.</summary>
internal sealed class ChatActions(RegisterStore registers, IOptions<LeesrechtOptions> leesrecht, IOptions<Web.WebOptions> web)
{
    private const int LongestButton = 100;

    public void Map(CardCatalog catalog)
    {
        catalog.Command(Woorden.Help, Briefly((c, ct) => HelpAsync(catalog, c, ct)));
        catalog.Command(Woorden.Privacy, Briefly(PrivacyAsync));
        catalog.Command("", (c, ct) => OtherAsync(catalog, c, ct));
        foreach (var (word, meant) in Woorden.Synoniemen.Where(s => catalog.Commands.ContainsKey(s.Value)))
        {
            catalog.Command(word, catalog.Commands[meant]);
        }

        catalog.Verb(Chatverbs.Chat, (a, ct) => SayAsync(catalog, a, ct));
    }

    /// <summary>
    /// For words that are complete by themselves: whoever writes a whole sentence after one ("Planning klopt niet, want …") has
    /// something to tell, and gets the way to the bureau.
    /// </summary>
    public static HandleCommand Briefly(HandleCommand handle) => (command, ct) =>
        Woorden.IsShort(command.Text) ? handle(command, ct) : ValueTask.FromResult<CardAnswer>(new CardAnswer.Show(VraagCards.Ask(command.Text, command.Now)));

    private static async ValueTask<CardAnswer> SayAsync(CardCatalog catalog, CardAction action, CancellationToken ct)
    {
        var tekst = action.Text("tekst") is { Length: > 0 and <= LongestButton } given ? given.Trim() : "";
        var word = tekst.Length == 0 ? Woorden.Help : tekst.Split((char[]?)null, 2)[0];
        var handle = catalog.Commands.GetValueOrDefault(word) ?? catalog.Commands[""];
        return await handle(new ChatCommand(action.Actor, tekst.Length == 0 ? word : tekst, action.Door, action.Now), ct);
    }

    private static async ValueTask<CardAnswer> OtherAsync(CardCatalog catalog, ChatCommand command, CancellationToken ct) =>
        Woorden.Meant(command.Text, catalog.Commands.Keys) is { } meant && catalog.Commands.TryGetValue(meant.Split(' ', 2)[0], out var handle)
            ? await handle(command with { Text = meant }, ct)
            : new CardAnswer.Show(VraagCards.Ask(command.Text, command.Now));

    private async ValueTask<CardAnswer> HelpAsync(CardCatalog catalog, ChatCommand command, CancellationToken ct)
    {
        var lezer = new Betrokkene(command.Actor, await registers.CurrentAsync(ct), AmsterdamTime.DateOf(command.Now));
        return new CardAnswer.Show(UitlegCards.Help(lezer, [.. catalog.Commands.Keys]));
    }

    private async ValueTask<CardAnswer> PrivacyAsync(ChatCommand command, CancellationToken ct)
    {
        var lezer = new Betrokkene(command.Actor, await registers.CurrentAsync(ct), AmsterdamTime.DateOf(command.Now));
        return new CardAnswer.Show(UitlegCards.Privacy(lezer, leesrecht.Value, web.Value.Contact));
    }
}
