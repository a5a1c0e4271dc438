namespace Isop.Core.Certificaten.Badges;

/// <summary>Where the key is that credentials are signed with: in a vault, or in the store of an installation on one machine.</summary>
internal interface IBadgesleutel
{
    /// <summary>The newest version, with which is signed from now on.</summary>
    ValueTask<Tekensleutel> NieuwsteAsync(CancellationToken ct);
}

/// <summary>A key that signs.</summary>
/// <param name="Openbaar">Its public half.</param>
/// <param name="TekenAsync">Signs a SHA-256 digest (RSASSA-PKCS1-v1_5).</param>
internal sealed record Tekensleutel(Openbaresleutel Openbaar, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask<byte[]>> TekenAsync);
