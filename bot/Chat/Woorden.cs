namespace Isop.Bot.Chat;

/// <summary>The words the chat understands, and what somebody may have meant with other ones.</summary>
internal static class Woorden
{
    public const string Help = "help";
    public const string Privacy = "privacy";
    public const string Planning = "planning";
    public const string Agenda = "agenda";
    public const string Studenten = "studenten";
    public const string Vraag = "vraag";
    public const string Taken = "taken";
    public const string Voorkeuren = "voorkeuren";
    public const string Notitie = "notitie";
    public const string Bezoeken = "bezoeken";
    public const string Dag = "dag";
    public const string Intervisie = "intervisie";
    public const string Hulp = "hulp";
    public const string Begeleidingsteam = "begeleidingsteam";
    public const string Vertrouwenspersoon = "vertrouwenspersoon";
    public const string Afwezig = "afwezig";
    public const string Rapport = "rapport";
    public const string Training = "training";
    public const string Certificaten = "certificaten";
    public const string Bevoegdheid = "bevoegdheid";

    /// <summary>In a longer message a known word is not a command but part of what somebody wants to say.</summary>
    public const int MeesteWoorden = 4;

    private const int ShortestWithTypo = 5;

    /// <summary>Other words for the same; each is a word of the catalogue, with the same handler.</summary>
    public static IReadOnlyDictionary<string, string> Synoniemen { get; } = new Dictionary<string, string>
    {
        ["menu"] = Help,
        ["welkom"] = Help,
        ["hallo"] = Help,
        ["rooster"] = Planning,
        ["student"] = Studenten,
        ["kalender"] = Planning,
        ["vast"] = Hulp,
        ["team"] = Begeleidingsteam,
        ["bezoek"] = Bezoeken,
        ["leerteam"] = Intervisie,
        ["leerteams"] = Intervisie,
        ["maandag"] = Dag,
        ["dinsdag"] = Dag,
        ["woensdag"] = Dag,
        ["donderdag"] = Dag,
        ["vrijdag"] = Dag,
        ["avg"] = Privacy,
        ["rapporten"] = Rapport,
        ["trainingen"] = Training,
        ["opfriscursus"] = Training,
        ["basistraining"] = Training,
        ["certificaat"] = Certificaten,
        ["bekwaamheidsdossier"] = Certificaten,
        ["rapportage"] = Rapport,
        ["gegevens"] = Privacy,
        ["bevoegdheden"] = Bevoegdheid,
        ["bureau"] = Vraag,
        ["onderwijsbureau"] = Vraag,
    };

    public static bool IsShort(string text) => Split(text).Length <= MeesteWoorden;

    /// <summary>What stands behind the first word.</summary>
    public static string After(string text)
    {
        var trimmed = text.Trim();
        var space = trimmed.AsSpan().IndexOfAny(" \t\r\n");
        return space < 0 ? "" : trimmed[space..].Trim();
    }

    /// <summary>
    /// The message as it would be with a word of the catalogue in front: "mijn studenten" is "studenten", "plannig" is "planning",
    /// "notite Gijs: …" is "notitie Gijs: …". Null when no word fits.
    /// </summary>
    public static string? Meant(string text, IEnumerable<string> known)
    {
        var words = Split(text);
        if (words.Length == 0)
        {
            return text.Contains('?', StringComparison.Ordinal) ? Help : null;
        }

        if (IsTypoOf(words[0], Notitie))
        {
            return $"{Notitie} {After(text)}";
        }

        if (words.Length > MeesteWoorden)
        {
            return null;
        }

        // A note needs its place in front: "waar is mijn notitie" is not one.
        var candidates = known.Where(k => k is not ("" or Notitie)).ToList();
        return words.FirstOrDefault(w => candidates.Contains(w, StringComparer.OrdinalIgnoreCase))
            ?? words.Select(w => candidates.Find(k => IsTypoOf(w, k))).FirstOrDefault(k => k is not null);
    }

    private static string[] Split(string text) =>
        [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(w => w.Trim('.', ',', '!', '?', ':', ';', '"', '\'')).Where(w => w.Length > 0)];

    /// <summary>One letter missing, too many, other, or two swapped; short words are too alike for that.</summary>
    private static bool IsTypoOf(string word, string known)
    {
        var (a, b) = (word.ToLowerInvariant(), known.ToLowerInvariant());
        if (b.Length < ShortestWithTypo || Math.Abs(a.Length - b.Length) > 1 || a == b)
        {
            return false;
        }

        var start = a.Zip(b).TakeWhile(p => p.First == p.Second).Count();
        var (restA, restB) = (a[start..], b[start..]);
        return (restA.Length - restB.Length) switch
        {
            1 => restA[1..] == restB,
            -1 => restA == restB[1..],
            _ => restA[1..] == restB[1..]
                || (restA.Length > 1 && restA[0] == restB[1] && restA[1] == restB[0] && restA[2..] == restB[2..]),
        };
    }
}
