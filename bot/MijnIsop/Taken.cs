using Isop.Bot.Bezorging;
using Isop.Bot.Web.Links;

namespace Isop.Bot.MijnIsop;

/// <summary>A task with the one click to do it.</summary>
public sealed record Taakregel(string Titel, string Detail, string Href, Termijn? Termijn);

/// <param name="Regels">The nearest deadline first, at most <see cref="TakenLader.Meeste"/>.</param>
/// <param name="Totaal">How many there are.</param>
public sealed record TakenView(IReadOnlyList<Taakregel> Regels, int Totaal)
{
    public int TeLaat => Regels.Count(r => r.Termijn?.Tone == Web.Components.Tone.Error);
}

/// <summary>What needs this person now, the same as the inbox and the word "taken" know it.</summary>
internal sealed class TakenLader(Postvak postvak)
{
    public const int Meeste = 12;

    public async ValueTask<TakenView> LaadAsync(Kijker k, CancellationToken ct)
    {
        var open = (await postvak.TakenAsync(k.Id, k.Now, ct)).Where(t => t.Card.IsTask).OrderBy(t => t.Card.Deadline ?? DateOnly.MaxValue).ToList();
        return new TakenView([.. open.Take(Meeste).Select(t => new Taakregel(t.Card.Title, t.Card.Detail, t.Card.Pagina ?? Zaak(t.Kind, t.Case), Termijn.Of(t.Card.Deadline, k.Vandaag)))], open.Count);
    }

    /// <summary>The page of one card; the part after the kind may hold slashes.</summary>
    public static string Zaak(string kind, string zaak) =>
        $"{MailedLinks.Inbox}/zaak/{Uri.EscapeDataString(kind)}/{string.Join('/', zaak.Split('/').Select(Uri.EscapeDataString))}";
}
