using Isop.Core.Register;

namespace Isop.Bot.Bureau.Importeren;

/// <summary>What was wrong with the last file that was refused, to look at and to download.</summary>
public sealed record Fouten
{
    public required string Id { get; init; }

    /// <summary>The name of the file as it was handed in.</summary>
    public required string Bestand { get; init; }

    /// <summary>All faults there were; <see cref="Lijst"/> may hold fewer.</summary>
    public required int Aantal { get; init; }
    public required IReadOnlyList<RegisterFault> Lijst { get; init; }
}

/// <summary>The stored form: the list as gzipped JSON.</summary>
internal sealed record BewaardeFouten(string Id, string Bestand, int Aantal, byte[] Gzip);
