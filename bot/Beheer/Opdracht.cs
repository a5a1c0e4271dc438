namespace Isop.Bot.Beheer;

/// <summary>What the command line asks for.</summary>
internal abstract record Opdracht
{
    private Opdracht()
    {
    }

    /// <summary>Settings on the command line, "--Isop:Storage=…", as they were typed.</summary>
    public IReadOnlyList<string> Instellingen { get; init; } = [];

    public sealed record Help : Opdracht;

    /// <param name="Reden">What is wrong, a Dutch sentence.</param>
    public sealed record Onleesbaar(string Reden) : Opdracht;

    /// <param name="Bestand">A path.</param>
    /// <param name="Proef">Only checks and shows what would change.</param>
    /// <param name="Bevestigd">Applies also when more than 2 % ends.</param>
    public sealed record Import(string Bestand, bool Proef, bool Bevestigd) : Opdracht;

    /// <param name="Berichten">Lists the messages that did not arrive, one a line.</param>
    public sealed record Status(bool Berichten) : Opdracht;

    /// <param name="Bericht">The id of a message that did not arrive.</param>
    public sealed record Resend(string Bericht) : Opdracht;

    /// <param name="Adres">An e-mail address.</param>
    /// <param name="Naar">The folder for the zip; null for the present one.</param>
    public sealed record PersoonExport(string Adres, string? Naar) : Opdracht;

    /// <param name="Adres">An e-mail address.</param>
    /// <param name="Proef">Only counts.</param>
    /// <param name="Ja">Does not ask to type the address.</param>
    /// <param name="OokActief">Also who is in the register in use: lets the person stop first.</param>
    public sealed record PersoonWis(string Adres, bool Proef, bool Ja, bool OokActief) : Opdracht;

    /// <param name="Bestand">A path.</param>
    public sealed record Backup(string Bestand) : Opdracht;

    /// <param name="Naam">A path, or the name of a backup where the installation keeps them.</param>
    public sealed record Restore(string Naam) : Opdracht;

    public sealed record SleutelVernieuw : Opdracht;
}
