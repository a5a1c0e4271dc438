namespace Isop.Bot.Cards.Templating;

/// <summary>
/// Letters whose capital is more than one letter (Unicode SpecialCasing.txt), which .NET's invariant mapping leaves alone. Ancient
/// Greek accents are left out.
/// </summary>
internal static class SpecialCasing
{
    public static string? Upper(char c) => c switch
    {
        'ß' => "SS",
        'ŉ' => "ʼN",
        'ǰ' => "J\u030c",
        'ΐ' => "Ι\u0308\u0301",
        'ΰ' => "Υ\u0308\u0301",
        'և' => "ԵՒ",
        'ẖ' => "H\u0331",
        'ẗ' => "T\u0308",
        'ẘ' => "W\u030a",
        'ẙ' => "Y\u030a",
        'ẚ' => "Aʾ",
        'ﬀ' => "FF",
        'ﬁ' => "FI",
        'ﬂ' => "FL",
        'ﬃ' => "FFI",
        'ﬄ' => "FFL",
        'ﬅ' or 'ﬆ' => "ST",
        _ => null,
    };

    /// <summary>Whether the capital sigma at this place ends a word, so that its small letter is ς.</summary>
    public static bool IsFinalSigma(string text, int index) =>
        index > 0 && char.IsLetter(text[index - 1]) && (index + 1 == text.Length || !char.IsLetter(text[index + 1]));
}
