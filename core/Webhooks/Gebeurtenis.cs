using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Isop.Core.Register;
using Isop.Core.Toegang;

namespace Isop.Core.Webhooks;

/// <summary>
/// Something that happened to a case: which case, what, and when. Ids and states only. Whom the case is about goes along so that who may
/// hear of it can be asked of the register without loading the case; that is never sent.
/// </summary>
public sealed record Gebeurtenis
{
    public required Gebeurtenissoort Soort { get; init; }

    /// <summary>One of the words of its kind (<see cref="Gebeurteniswoorden.Van"/>).</summary>
    public required string Wat { get; init; }

    /// <summary>The id under which the API has the case.</summary>
    public required string Zaak { get; init; }

    /// <summary>Which time it is that this happens to this case; with the case and what happened it makes the id.</summary>
    public required string Keer { get; init; }

    /// <summary>Grows with each change of a case, so that what happened in one instant stays in order.</summary>
    public int Volgnummer { get; init; }

    public required DateTimeOffset Op { get; init; }

    /// <summary>The code of the organisation where it happened.</summary>
    public string? Organisatie { get; init; }

    /// <summary>What the case became.</summary>
    public string? Staat { get; init; }

    /// <summary>Whom it is about and who stands round it, as the case knew them.</summary>
    public Kring? Kring { get; init; }

    /// <summary>The stage it belongs to: while the register has that, it knows better who stands round the case.</summary>
    public string? Stage { get; init; }

    /// <summary>Whose own it is besides: a visitor, the holder of a certificate.</summary>
    public IReadOnlyList<PersonId> Betrokken { get; init; } = [];

    /// <summary>The same in every process and at every attempt: a receiver knows a double by it.</summary>
    [JsonIgnore]
    public string Id => "evt_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Soort.Code()}|{Wat}|{Zaak}|{Keer}")).AsSpan(0, 16));
}
