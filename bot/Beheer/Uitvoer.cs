namespace Isop.Bot.Beheer;

/// <summary>Where a command says what it did: results on one side, what is wrong on the other.</summary>
internal sealed record Uitvoer(TextWriter Uit, TextWriter Fouten)
{
    /// <summary>Where somebody types an answer; null when nobody is there.</summary>
    public TextReader? Antwoorden { get; init; }

    public void Regel(string text) => Uit.WriteLine(text);

    public void Fout(string text) => Fouten.WriteLine(text);

    public Afloop Klaar(string text)
    {
        Regel(text);
        return Afloop.Gelukt;
    }

    /// <summary>A part is done.</summary>
    public Afloop Halverwege(string text)
    {
        Fout(text);
        return Afloop.Gedeeltelijk;
    }

    public Afloop Weiger(string text)
    {
        Fout(text);
        return Afloop.Geweigerd;
    }
}
