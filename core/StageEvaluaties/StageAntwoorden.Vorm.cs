using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using System.Text.Unicode;
using Isop.Core.Instrumenten;

namespace Isop.Core.StageEvaluaties;

/// <content>
/// Answers as bytes, always as many, so that their length tells nothing: a mark of the form (1), how many bytes of content follow (2), the
/// content, zeros. The content: the list's id with its length (1) and its version (2), how many stellingen (1) and open vragen (1), a byte for
/// each stelling in the order of the list (0 is geen mening), and of each open vraag the UTF-8 with its length (2). Numbers are little-endian.
/// </content>
public sealed partial class StageAntwoorden
{
    /// <summary>Bytes.</summary>
    public const int Lengte = 4096;

    /// <summary>The most that a list within its limits can fill: a UTF-16 character is at most three bytes of UTF-8.</summary>
    internal const int Meeste = 3 + (1 + InstrumentFaults.MaxId + 2) + 2 + Vragenlijst.MaxStellingen
        + (Vragenlijst.MaxOpenVragen * (2 + (OpenVraag.MaxTekens * 3)));

    private const byte Vorm = 1;

    /// <summary>Fills all of <paramref name="naar"/>.</summary>
    /// <param name="vragenlijst">The list that was answered.</param>
    /// <param name="naar"><see cref="Lengte"/> bytes.</param>
    /// <exception cref="ArgumentException">The answers have faults (<see cref="StageAntwoordCheck"/>), or there is another length.</exception>
    public void Schrijf(Vragenlijst vragenlijst, Span<byte> naar)
    {
        if (naar.Length != Lengte)
        {
            throw new ArgumentException($"{naar.Length} bytes, not {Lengte}.", nameof(naar));
        }

        if (StageAntwoordCheck.Check(vragenlijst, this) is [var fault, ..])
        {
            throw new ArgumentException($"These answers have faults: {fault.Kind}.", nameof(vragenlijst));
        }

        naar.Clear();
        var rest = naar[3..];
        WriteText(ref rest, vragenlijst.Id, wide: false);
        WriteNumber(ref rest, vragenlijst.Versie);
        WriteByte(ref rest, vragenlijst.Stellingen().Count());
        WriteByte(ref rest, vragenlijst.OpenVragen.Count);
        foreach (var stelling in vragenlijst.Stellingen())
        {
            WriteByte(ref rest, Stap(stelling.Id) ?? 0);
        }

        foreach (var vraag in vragenlijst.OpenVragen)
        {
            WriteText(ref rest, Tekst(vraag.Id) ?? "", wide: true);
        }

        naar[0] = Vorm;
        BinaryPrimitives.WriteUInt16LittleEndian(naar[1..], (ushort)(Lengte - 3 - rest.Length));
    }

    /// <summary>Null when these are no answers to this version of this list: anybody who can reach the store may have put them there.</summary>
    public static StageAntwoorden? Lees(Vragenlijst vragenlijst, ReadOnlySpan<byte> van)
    {
        ArgumentNullException.ThrowIfNull(vragenlijst);
        if (van.Length != Lengte || van[0] != Vorm || BinaryPrimitives.ReadUInt16LittleEndian(van[1..]) is var length && length > Lengte - 3)
        {
            return null;
        }

        var rest = van.Slice(3, length);
        var stellingen = vragenlijst.Stellingen().ToList();
        if (!ReadText(ref rest, wide: false, out var id) || id != vragenlijst.Id
            || !ReadNumber(ref rest, 2, out var versie) || versie != vragenlijst.Versie
            || !ReadNumber(ref rest, 1, out var steps) || steps != stellingen.Count
            || !ReadNumber(ref rest, 1, out var texts) || texts != vragenlijst.OpenVragen.Count)
        {
            return null;
        }

        // Made at once: a wave may hold a hundred thousand of them.
        var chosen = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        foreach (var stelling in stellingen)
        {
            if (!ReadNumber(ref rest, 1, out var step))
            {
                return null;
            }

            if (step != 0)
            {
                chosen[stelling.Id] = step;
            }
        }

        var read = new StageAntwoorden(chosen.ToImmutable(), Leeg._teksten);

        foreach (var vraag in vragenlijst.OpenVragen)
        {
            if (!ReadText(ref rest, wide: true, out var text))
            {
                return null;
            }

            read = read.MetTekst(vraag.Id, text);
        }

        return rest.IsEmpty && StageAntwoordCheck.Check(vragenlijst, read).Count == 0 ? read : null;
    }

    private static void WriteByte(ref Span<byte> rest, int value)
    {
        rest[0] = (byte)value;
        rest = rest[1..];
    }

    private static void WriteNumber(ref Span<byte> rest, int value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(rest, (ushort)value);
        rest = rest[2..];
    }

    private static void WriteText(ref Span<byte> rest, string text, bool wide)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        if (wide)
        {
            WriteNumber(ref rest, length);
        }
        else
        {
            WriteByte(ref rest, length);
        }

        rest = rest[Encoding.UTF8.GetBytes(text, rest)..];
    }

    private static bool ReadNumber(ref ReadOnlySpan<byte> rest, int bytes, out int value)
    {
        value = 0;
        if (rest.Length < bytes)
        {
            return false;
        }

        value = bytes == 1 ? rest[0] : BinaryPrimitives.ReadUInt16LittleEndian(rest);
        rest = rest[bytes..];
        return true;
    }

    private static bool ReadText(ref ReadOnlySpan<byte> rest, bool wide, out string text)
    {
        text = "";
        if (!ReadNumber(ref rest, wide ? 2 : 1, out var length) || rest.Length < length || !Utf8.IsValid(rest[..length]))
        {
            return false;
        }

        text = Encoding.UTF8.GetString(rest[..length]);
        rest = rest[length..];
        return true;
    }
}
