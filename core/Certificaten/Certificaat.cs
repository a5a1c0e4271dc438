using Isop.Core.Register;

namespace Isop.Core.Certificaten;

/// <summary>
/// A certificate as it was issued: every fact that is printed but for the name, which stands apart (<see cref="Certificaathouder"/>) so that
/// it can go while the rest stays. Never changed; what became of it is its <see cref="Certificaatstand"/>.
/// </summary>
public sealed record Certificaat
{
    public required Certificaatnummer Nummer { get; init; }

    /// <summary>The training it was issued for.</summary>
    public required string Training { get; init; }

    /// <summary>Which kind of training: "opfriscursus".</summary>
    public required string Soort { get; init; }

    /// <summary>What it is called on paper: "Opfriscursus werkplekbegeleiders".</summary>
    public required string Titel { get; init; }

    /// <summary>What somebody did to get it, as a sentence without a name.</summary>
    public required string Omschrijving { get; init; }

    public required IReadOnlyList<DateOnly> Dagen { get; init; }

    /// <summary>How long it lasted in all; null where that is not said.</summary>
    public int? Minuten { get; init; }

    /// <summary>The organisation, board or place: "Basisschool De Linde, Ulft".</summary>
    public required string Waar { get; init; }

    /// <summary>What it was about, in the words of who gave it; may be empty.</summary>
    public string Inhoud { get; init; } = "";

    public required string Studiejaar { get; init; }

    public required string Uitgever { get; init; }

    /// <summary>Who answers for it, and as what.</summary>
    public required string Ondertekenaar { get; init; }
    public required string Functie { get; init; }

    public required DateOnly Verstrekt { get; init; }

    /// <summary>The last day; null when it stays valid.</summary>
    public DateOnly? GeldigTot { get; init; }

    /// <summary>The version of the page it is printed on.</summary>
    public required int Sjabloon { get; init; }

    /// <summary>The one that this one took the place of.</summary>
    public Certificaatnummer? Vervangt { get; init; }

    /// <summary>Where anybody can check it; also what the QR code holds.</summary>
    public required Uri Adres { get; init; }

    /// <summary>Where its status stands for machines.</summary>
    public required Statusplek Statusplek { get; init; }
}

/// <summary>A place on a status list (W3C Bitstring Status List).</summary>
/// <param name="Lijst">The list: "2026-2027".</param>
/// <param name="Index">0 and up.</param>
public readonly record struct Statusplek(string Lijst, int Index);

/// <summary>Whose certificate it is. Goes when the name is to be removed.</summary>
/// <param name="Nummer">Which.</param>
/// <param name="Persoon">Null for a guest, who is not in the register.</param>
/// <param name="Naam">As printed.</param>
/// <param name="Email">For the machine form, which holds its hash; empty when there is none.</param>
/// <param name="NieuweNaam">To be printed on the one that takes its place, until that is issued.</param>
public sealed record Certificaathouder(Certificaatnummer Nummer, PersonId? Persoon, string Naam, string Email, string? NieuweNaam = null);

/// <summary>The file as it was made when the certificate was issued.</summary>
/// <param name="Persoon">Whose, so that it goes with the name.</param>
/// <param name="Inhoud">The bytes.</param>
public sealed record Certificaatbestand(PersonId? Persoon, byte[] Inhoud);

/// <summary>The credential (Open Badges 3.0) as a JWT.</summary>
/// <param name="Persoon">Whose, so that it goes with the name.</param>
/// <param name="Jwt">In compact form.</param>
public sealed record Certificaatbadge(PersonId? Persoon, string Jwt);
