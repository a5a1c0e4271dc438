using System.Text.Json;

namespace Isop.Bot.Cards;

/// <summary>
/// How large a card may be: every channel takes 25 KB, whatever people typed. A card that could hold more says less until it fits.
/// </summary>
internal static class Kaartmaat
{
    /// <summary>In bytes of UTF-8; some room is left under 25 KB for what a channel adds.</summary>
    public const int Meeste = 25_000;

    /// <summary>The card at the first level that fits, from 0; the last level when none does.</summary>
    public static RenderedCard Fit(int levels, Func<int, RenderedCard> render)
    {
        for (var level = 0; ; level++)
        {
            var card = render(level);
            if (level == levels - 1 || SizeOf(card) <= Meeste)
            {
                return card;
            }
        }
    }

    /// <summary>As the strictest writer would send it, with every character outside the basic plane escaped.</summary>
    private static int SizeOf(RenderedCard card)
    {
        if (card.Json.Length <= Meeste / 3)
        {
            return card.Json.Length;
        }

        var pairs = 0;
        foreach (var first in card.Json.Span)
        {
            pairs += first >= FirstByteOfFour ? 1 : 0;
        }

        return card.Json.Length + (pairs * EscapedPair);
    }

    /// <summary>In UTF-8 only a character outside the basic plane begins with this or more.</summary>
    private const byte FirstByteOfFour = 0xF0;

    /// <summary>An emoji is 4 bytes as it is and 12 as two escapes.</summary>
    private const int EscapedPair = 8;

    /// <summary>The bytes a text takes in a card, at most.</summary>
    public static int Weight(string text) => JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes.Length;
}
