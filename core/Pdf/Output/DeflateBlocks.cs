namespace Isop.Core.Pdf.Output;

/// <summary>Blocks with Huffman codes of their own (RFC 1951 §3.2.7). A token is a byte, or a negative number with length and distance.</summary>
internal sealed class DeflateBlocks(PdfBuffer target)
{
    private const int EndOfBlock = 256;
    private static ReadOnlySpan<byte> LengthOrder => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
    private static ReadOnlySpan<int> LengthBase =>
        [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
    private static ReadOnlySpan<byte> LengthExtra => [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
    private static ReadOnlySpan<int> DistanceBase =>
    [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577,
    ];

    private uint _bits;
    private int _count;

    public void Write(ReadOnlySpan<int> tokens, bool last)
    {
        Span<int> literalUse = stackalloc int[286], distanceUse = stackalloc int[30];
        literalUse.Clear();
        distanceUse.Clear();
        literalUse[EndOfBlock] = 1;
        // A reader wants at least one code of each, also where nothing uses it.
        (literalUse[0], distanceUse[0]) = (1, 1);
        foreach (var token in tokens)
        {
            literalUse[token >= 0 ? token : 257 + Slot(LengthBase, Length(token))]++;
            if (token < 0)
            {
                distanceUse[Slot(DistanceBase, token & 0xFFFF)]++;
            }
        }

        Span<byte> lengths = stackalloc byte[286 + 30];
        Span<ushort> literals = stackalloc ushort[286], distances = stackalloc ushort[30];
        HuffmanCode.Make(literalUse, lengths[..286], literals, 15);
        HuffmanCode.Make(distanceUse, lengths[286..], distances, 15);
        Put(last ? 1u : 0u, 1);
        Put(2, 2);
        PutLengths(lengths);
        foreach (var token in tokens)
        {
            PutToken(token, lengths, literals, distances);
        }

        Put(literals[EndOfBlock], lengths[EndOfBlock]);
        if (last && _count > 0)
        {
            Put(0, (8 - _count) & 7);
        }
    }

    private void PutToken(int token, ReadOnlySpan<byte> lengths, ReadOnlySpan<ushort> literals, ReadOnlySpan<ushort> distances)
    {
        if (token >= 0)
        {
            Put(literals[token], lengths[token]);
            return;
        }

        var slot = Slot(LengthBase, Length(token));
        Put(literals[257 + slot], lengths[257 + slot]);
        Put((uint)(Length(token) - LengthBase[slot]), LengthExtra[slot]);
        var distance = Slot(DistanceBase, token & 0xFFFF);
        Put(distances[distance], lengths[286 + distance]);
        Put((uint)((token & 0xFFFF) - DistanceBase[distance]), distance < 4 ? 0 : distance / 2 - 1);
    }

    /// <summary>The lengths of both codes, all of them, with runs of zero shortened and themselves in a code.</summary>
    private void PutLengths(ReadOnlySpan<byte> lengths)
    {
        Span<int> use = stackalloc int[19];
        Span<ushort> symbols = stackalloc ushort[lengths.Length];
        use.Clear();
        var count = 0;
        for (var at = 0; at < lengths.Length;)
        {
            var run = 1;
            while (lengths[at] == 0 && run < 138 && at + run < lengths.Length && lengths[at + run] == 0)
            {
                run++;
            }

            var symbol = run < 3 ? lengths[at] : run < 11 ? 17 : 18;
            run = run < 3 ? 1 : run;
            use[symbol]++;
            symbols[count++] = (ushort)(symbol | (run << 5));
            at += run;
        }

        Span<byte> codeLengths = stackalloc byte[19];
        Span<ushort> codes = stackalloc ushort[19];
        HuffmanCode.Make(use, codeLengths, codes, 7);
        Put(286 - 257, 5);
        Put(30 - 1, 5);
        Put(19 - 4, 4);
        foreach (var symbol in LengthOrder)
        {
            Put(codeLengths[symbol], 3);
        }

        foreach (var entry in symbols[..count])
        {
            var (symbol, run) = (entry & 31, (uint)(entry >> 5));
            Put(codes[symbol], codeLengths[symbol]);
            Put(symbol == 17 ? run - 3 : symbol == 18 ? run - 11 : 0, symbol == 17 ? 3 : symbol == 18 ? 7 : 0);
        }
    }

    private static int Length(int token) => (token & int.MaxValue) >> 16;

    private static int Slot(ReadOnlySpan<int> bases, int value)
    {
        var at = bases.BinarySearch(value);
        return at < 0 ? ~at - 1 : at;
    }

    private void Put(uint value, int count)
    {
        _bits |= value << _count;
        _count += count;
        for (; _count >= 8; _count -= 8, _bits >>= 8)
        {
            target.Add((byte)_bits);
        }
    }
}
