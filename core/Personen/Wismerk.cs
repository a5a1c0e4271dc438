using System.Security.Cryptography;
using System.Text;
using Isop.Core.Register;

namespace Isop.Core.Personen;

/// <summary>
/// That somebody was erased: enough to know an address again when a file or a backup brings it back, and nothing that tells who it was.
/// Also the record of the erasure itself. While it is under way it holds by what to recognise the person, so that it can be finished.
/// </summary>
public sealed record Wismerk
{
    public required string Id { get; init; }
    public required DateTimeOffset Op { get; init; }

    /// <summary>The user of the process that did it.</summary>
    public required string Door { get; init; }

    /// <summary>Drawn for this mark alone.</summary>
    public required byte[] Zout { get; init; }

    /// <summary>
    /// HMAC-SHA256 under the salt, in hex, of the person's id, of each address and of the studentnummer. Who has the store can try an
    /// address on it.
    /// </summary>
    public required IReadOnlyList<string> Kenmerken { get; init; }

    /// <summary>Null when it is done.</summary>
    public Identiteit? Bezig { get; init; }
    public DateTimeOffset? Klaar { get; init; }

    /// <summary>Per kind how many documents went or lost the name.</summary>
    public IReadOnlyDictionary<string, int> Aantallen { get; init; } = new Dictionary<string, int>();

    public static Wismerk Begin(Identiteit wie, DateTimeOffset now, string door)
    {
        var salt = RandomNumberGenerator.GetBytes(32);
        return new Wismerk
        {
            Id = RandomNumberGenerator.GetHexString(16, lowercase: true), Op = now, Door = door, Zout = salt, Bezig = wie, Kenmerken = Of(wie, salt),
        };
    }

    /// <summary>The same mark for what turned out to belong to the person besides.</summary>
    public Wismerk Met(Identiteit wie) => this with { Bezig = wie, Kenmerken = Identiteit.Samen(Kenmerken, Of(wie, Zout)) };

    public bool IsVan(string adres) => Kenmerken.Contains(Hash(Zout, Adres(adres)));

    /// <summary>Whether this is the very person who was erased: a backup knows people by the same id.</summary>
    public bool IsVan(PersonId id) => Kenmerken.Contains(Hash(Zout, Persoon(id)));

    /// <summary>
    /// Whether this may be the person who was erased, come back with a file under another id: by an address, which somebody else may have
    /// by now, or by the studentnummer.
    /// </summary>
    public bool IsVan(Persoon person, Student? student) =>
        IsVan(person.Email) || (person.EerdereAdressen ?? []).Any(IsVan) || (student is not null && Kenmerken.Contains(Hash(Zout, Nummer(student.Studentnummer))));

    private static IReadOnlyList<string> Of(Identiteit wie, byte[] salt) =>
        [.. wie.Adressen.Select(Adres).Concat(wie.Studentnummers.Select(Nummer)).Prepend(Persoon(wie.Id)).Select(t => Hash(salt, t)).Distinct()];

    private static string Persoon(PersonId id) => $"persoon:{id}";

    private static string Adres(string adres) => $"adres:{adres.Trim().ToLowerInvariant()}";

    private static string Nummer(string nummer) => $"nummer:{nummer}";

    private static string Hash(byte[] salt, string text) => Convert.ToHexStringLower(HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(text)));
}
