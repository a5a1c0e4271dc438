using System.Buffers.Binary;
using System.Text.Json;

namespace Isop.Core.StageEvaluaties;

/// <summary>
/// What is closed when somebody sends: the cell, which the server knows from the place, and the answers. Always as long, whatever is in it.
/// </summary>
/// <param name="Eenheid">About which she answered.</param>
/// <param name="Opleiding">Its code.</param>
/// <param name="Antwoorden">To the vragenlijst of that opleiding in that wave.</param>
public sealed record Antwoordvel(string Eenheid, string Opleiding, StageAntwoorden Antwoorden)
{
    private const int CelBytes = 128;

    /// <summary>The length of every vel.</summary>
    public const int Bytes = CelBytes + StageAntwoorden.Lengte;

    /// <exception cref="ArgumentException">The answers have faults.</exception>
    public byte[] Schrijf(Vragenlijst lijst)
    {
        var bytes = new byte[Bytes];
        var cel = JsonSerializer.SerializeToUtf8Bytes([Eenheid, Opleiding], CoreJson.Default.StringArray);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)cel.Length);
        cel.CopyTo(bytes.AsSpan(sizeof(ushort), CelBytes - sizeof(ushort)));
        Antwoorden.Schrijf(lijst, bytes.AsSpan(CelBytes));
        return bytes;
    }

    /// <summary>Null when these are no answers to the list of that opleiding.</summary>
    public static Antwoordvel? Lees(ReadOnlySpan<byte> bytes, IReadOnlyDictionary<string, Vragenlijst> lijsten)
    {
        var length = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        return length <= CelBytes - sizeof(ushort) && JsonSerializer.Deserialize(bytes.Slice(sizeof(ushort), length), CoreJson.Default.StringArray) is [var eenheid, var opleiding]
            && lijsten.TryGetValue(opleiding, out var lijst) && StageAntwoorden.Lees(lijst, bytes[CelBytes..]) is { } antwoorden
            ? new Antwoordvel(eenheid, opleiding, antwoorden)
            : null;
    }
}
