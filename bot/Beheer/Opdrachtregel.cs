namespace Isop.Bot.Beheer;

/// <summary>
/// Reads the command line. A first word that is no setting is a command; without one the web server starts. What a command
/// takes is a row of <see cref="Alle"/>, and the help is made of the same rows.
/// </summary>
internal static class Opdrachtregel
{
    private static readonly string[] AskForHelp = ["--help", "-h", "-?", "/?", "help"];

    /// <summary>The options that a value follows.</summary>
    private static HashSet<string> WithValue { get; } = ["--naar"];

    /// <summary>Every command, in the order of the help.</summary>
    public static IReadOnlyList<Vorm> Alle { get; } =
    [
        new("import", ["bestand"], ["--proef", "--bevestigd"], (w, o) => new Opdracht.Import(w[0], o.Contains("--proef"), o.Contains("--bevestigd"))),
        new("status", [], ["--berichten"], (_, o) => new Opdracht.Status(o.Contains("--berichten"))),
        new("resend", ["id"], [], (w, _) => new Opdracht.Resend(w[0])),
        new("persoon export", ["adres"], ["--naar <map>"], (w, o) => new Opdracht.PersoonExport(w[0], Waarde(o, "--naar"))),
        new("persoon wis", ["adres"], ["--proef", "--ja", "--ook-actief"],
            (w, o) => new Opdracht.PersoonWis(w[0], o.Contains("--proef"), o.Contains("--ja"), o.Contains("--ook-actief"))),
        new("backup", ["bestand"], [], (w, _) => new Opdracht.Backup(w[0])),
        new("restore", ["backup"], [], (w, _) => new Opdracht.Restore(w[0])),
        new("sleutel vernieuw", [], [], (_, _) => new Opdracht.SleutelVernieuw()),
    ];

    /// <summary>Null when the command line holds settings only: then the web server starts.</summary>
    public static Opdracht? Read(IReadOnlyList<string> args)
    {
        if (args.Any(a => AskForHelp.Contains(a)))
        {
            return new Opdracht.Help();
        }

        // "--urls http://…" is a setting of two words, so only the first word can tell.
        return args.Count == 0 || IsSetting(args[0]) ? null : ReadCommand(args);
    }

    private static Opdracht ReadCommand(IReadOnlyList<string> typed)
    {
        var args = WithValues(typed);
        var settings = args.Skip(1).Where(IsNamedSetting).ToList();
        var options = args.Skip(1).Where(a => a.StartsWith("--", StringComparison.Ordinal) && !IsNamedSetting(a)).ToList();
        var words = args.Where(a => !a.StartsWith("--", StringComparison.Ordinal)).ToList();
        var form = Alle.FirstOrDefault(v => words.Take(v.Woorden.Count).SequenceEqual(v.Woorden));
        if (form is null)
        {
            return new Opdracht.Onleesbaar($"De opdracht ‘{words[0]}’ ken ik niet.");
        }

        var given = words.Skip(form.Woorden.Count).ToList();
        return options.FirstOrDefault(o => !form.Kent(o)) is { } unknown ? new Opdracht.Onleesbaar($"‘{form.Naam}’ kent {unknown} niet.")
            : given.Count < form.Waarden.Count ? new Opdracht.Onleesbaar($"Bij ‘{form.Naam}’ ontbreekt: {form.Waarden[given.Count]}.")
            : given.Count > form.Waarden.Count ? new Opdracht.Onleesbaar($"‘{given[form.Waarden.Count]}’ hoort niet bij ‘{form.Naam}’.")
            : form.Maak(given, options) with { Instellingen = settings };
    }

    private static bool IsSetting(string word) => word.StartsWith('-') || word.StartsWith('/') || word.Contains('=', StringComparison.Ordinal);

    /// <summary>"--Isop:Storage=…" and "--environment=…": goes to the configuration whatever the command.</summary>
    private static bool IsNamedSetting(string word) =>
        word.StartsWith("--", StringComparison.Ordinal) && word.Contains('=', StringComparison.Ordinal) && !WithValue.Contains(word[..word.IndexOf('=', StringComparison.Ordinal)]);

    /// <summary>"--naar &lt;map&gt;" as one word, "--naar=map".</summary>
    private static List<string> WithValues(IReadOnlyList<string> typed)
    {
        var args = new List<string>();
        foreach (var word in typed)
        {
            if (args.Count > 0 && WithValue.Contains(args[^1]) && !word.StartsWith("--", StringComparison.Ordinal))
            {
                args[^1] += $"={word}";
            }
            else
            {
                args.Add(word);
            }
        }

        return args;
    }

    /// <summary>Null when the option is not there.</summary>
    private static string? Waarde(IReadOnlyList<string> options, string name) =>
        options.LastOrDefault(o => o.StartsWith($"{name}=", StringComparison.Ordinal))?[(name.Length + 1)..];

    /// <summary>A command: its name of one or two words, the values and options it takes, and what it becomes.</summary>
    internal sealed record Vorm(
        string Naam, IReadOnlyList<string> Waarden, IReadOnlyList<string> Opties,
        Func<IReadOnlyList<string>, IReadOnlyList<string>, Opdracht> Maak)
    {
        public IReadOnlyList<string> Woorden { get; } = Naam.Split(' ');

        /// <summary>An option with a value needs it, and one without takes none.</summary>
        public bool Kent(string optie) => Opties.Any(o => o.Split(' ') is [var name, ..] && (o.Contains(' ', StringComparison.Ordinal)
            ? optie.StartsWith($"{name}=", StringComparison.Ordinal) && optie.Length > name.Length + 1
            : optie == name));

        /// <summary>"import &lt;bestand&gt; [--proef]"</summary>
        public string Gebruik => string.Join(' ', [Naam, .. Waarden.Select(w => $"<{w}>"), .. Opties.Select(o => $"[{o}]")]);
    }
}
