using System.Security.Cryptography;

namespace Isop.Core.Pdf.Output;

/// <summary>The numbered objects of a file, where each began, and the table that says so.</summary>
internal sealed class PdfObjects : IDisposable
{
    private readonly List<int> _offsets = [0];
    private readonly PdfBuffer _compressed = new();

    public PdfObjects() => Out.Add([.. "%PDF-1.7\n%"u8, 0xE2, 0xE3, 0xCF, 0xD3, 0x0A]);

    public PdfBuffer Out { get; } = new();

    public int Reserve()
    {
        _offsets.Add(0);
        return _offsets.Count - 1;
    }

    public void Begin(int number)
    {
        _offsets[number] = Out.Length;
        Out.Integer(number);
        Out.Add(" 0 obj\n"u8);
    }

    public void End() => Out.Add("\nendobj\n"u8);

    /// <summary>Compresses and writes in one go.</summary>
    public void Stream(int number, ReadOnlySpan<byte> data)
    {
        _compressed.Clear();
        Deflate.Compress(data, _compressed, thorough: false);
        Stream(number, "/Filter /FlateDecode "u8, _compressed.Written);
    }

    /// <param name="entries">What the dictionary says besides the length.</param>
    public void Stream(int number, ReadOnlySpan<byte> entries, ReadOnlySpan<byte> data)
    {
        Begin(number);
        Out.Add("<< "u8);
        Out.Add(entries);
        Out.Add("/Length "u8);
        Out.Integer(data.Length);
        Out.Add(" >>\nstream\n"u8);
        Out.Add(data);
        Out.Add("\nendstream"u8);
        End();
    }

    /// <summary>Ends the file. Its identifier is the hash of all that came before, so equal content has an equal one.</summary>
    public void Finish(int catalog, int info)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Out.Written, hash);
        var table = Out.Length;
        Out.Add("xref\n0 "u8);
        Out.Integer(_offsets.Count);
        Out.Add("\n0000000000 65535 f \n"u8);
        Span<byte> entry = stackalloc byte[20];
        for (var number = 1; number < _offsets.Count; number++)
        {
            "0000000000 00000 n \n"u8.CopyTo(entry);
            var (at, rest) = (9, _offsets[number]);
            for (; rest > 0; rest /= 10)
            {
                entry[at--] = (byte)('0' + rest % 10);
            }

            Out.Add(entry);
        }

        Out.Add("trailer\n<< /Size "u8);
        Out.Integer(_offsets.Count);
        Out.Add(" /Root "u8);
        Out.Reference(catalog);
        Out.Add(" /Info "u8);
        Out.Reference(info);
        var id = Convert.ToHexString(hash[..16]);
        Out.Write($" /ID [<{id}> <{id}>] >>\nstartxref\n");
        Out.Integer(table);
        Out.Add("\n%%EOF\n"u8);
    }

    public void Dispose()
    {
        Out.Dispose();
        _compressed.Dispose();
    }
}
