using Isop.Bot.Cards;
using Isop.Core.Tussenevaluaties;

namespace Isop.Bot.Tussenevaluaties;

/// <summary>What stands on every card beside its own buttons: "Straks" where it asks something, and "Klopt dit niet?".</summary>
internal static class Zijwegen
{
    private static readonly string[] Kinds =
        [Kaarten.Leervragen, Kaarten.Formulier, Kaarten.Vergelijking, Kaarten.Vrijgave, Kaarten.TeLaat, Kaarten.Terugblik];

    /// <param name="z">The case as the reader sees it.</param>
    /// <param name="kind">The card on which they stand, to come back to.</param>
    /// <param name="asks">Whether the card asks something of the reader.</param>
    /// <param name="data">What the card holds, to keep it.</param>
    public static IReadOnlyList<Knop> Of(ZaakView z, string kind, bool asks, params ReadOnlySpan<(string Name, string Value)> data) =>
    [
        .. asks ? [Straks("Straks", z, kind, data)] : Array.Empty<Knop>(),
        .. KloptNiet(z, kind, data),
    ];

    /// <summary>On to what else there is, for who has just finished with a card.</summary>
    public static Knop Taken { get; } = Knop.Of("Mijn taken", "taken");

    public static Knop Straks(string titel, ZaakView z, string kind, params ReadOnlySpan<(string Name, string Value)> data) =>
        Knop.Of(titel, Verbs.Straks, [("zaak", z.Zaak.Id), ("kind", kind), .. data]);

    /// <summary>For who takes part in the case or handles it, until somebody has said it.</summary>
    public static IReadOnlyList<Knop> KloptNiet(ZaakView z, string kind, params ReadOnlySpan<(string Name, string Value)> data) =>
        z.Zaak.Twijfel is null && (z.Zijde is not null || z.Behandelt)
            ? [Knop.Of("Klopt dit niet?", Verbs.KloptNiet, [("zaak", z.Zaak.Id), ("kind", kind), .. data])]
            : [];

    /// <summary>The card on which the button stood; what somebody made up is the form.</summary>
    public static string KindOf(CardAction action) => Array.Find(Kinds, k => k == action.Text("kind")) ?? Kaarten.Formulier;
}
