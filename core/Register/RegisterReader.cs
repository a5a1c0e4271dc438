using System.Globalization;
using System.IO.Compression;

namespace Isop.Core.Register;

/// <summary>
/// Reads a register as it is handed in: one .xlsx with a sheet per table, or a .zip with a .csv per table. Never throws
/// for what is in the file: what cannot be read becomes a fault in plain Dutch.
/// </summary>
public static class RegisterReader
{
    public const int MaxBytes = 64 * 1024 * 1024;
    public const long MaxUncompressedBytes = 200L * 1024 * 1024;
    private const int MaxEntries = 1_000;

    private const string WhatIsAllowed = "Lever een Excel-bestand (.xlsx) of een zip met csv-bestanden in.";

    public static async Task<RegisterTables> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        // Both kinds need to seek, and an upload cannot.
        using var file = new MemoryStream();
        var buffer = new byte[81920];
        for (var read = await stream.ReadAsync(buffer, cancellationToken); read > 0; read = await stream.ReadAsync(buffer, cancellationToken))
        {
            if (file.Length + read > MaxBytes)
            {
                return RegisterTables.Unreadable($"Het bestand is te groot. Het mag {Megabytes(MaxBytes)} MB zijn.");
            }

            file.Write(buffer, 0, read);
        }

        file.Position = 0;
        return Read(file);
    }

    /// <summary>Reads a file that can seek.</summary>
    public static RegisterTables Read(Stream file)
    {
        if (file.Length == 0)
        {
            return RegisterTables.Unreadable($"Het bestand is leeg. {WhatIsAllowed}");
        }

        if (IsOldOrProtectedOffice(file))
        {
            return RegisterTables.Unreadable("Dit is een oud Excel-bestand (.xls) of er zit een wachtwoord op. Sla het op als .xlsx zonder wachtwoord.");
        }

        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Count > MaxEntries || zip.Entries.Sum(e => e.Length) > MaxUncompressedBytes)
            {
                return RegisterTables.Unreadable($"Uitgepakt is dit bestand te groot. Het mag {Megabytes(MaxUncompressedBytes)} MB zijn.");
            }

            if (zip.GetEntry("xl/workbook.xml") is { } workbook)
            {
                return XlsxRegister.Read(file, workbook);
            }

            return zip.Entries.Any(CsvRegister.IsCsv)
                ? CsvRegister.Read(zip)
                : RegisterTables.Unreadable($"In dit bestand staat geen register. {WhatIsAllowed}");
        }
#pragma warning disable CA1031 // A file from outside can make a parser fail in any way; whatever it is, the file is at fault.
        catch (Exception e) when (e is not (OutOfMemoryException or OperationCanceledException))
#pragma warning restore CA1031
        {
            return RegisterTables.Unreadable($"Dit bestand is niet te lezen. {WhatIsAllowed}");
        }
    }

    private static bool IsOldOrProtectedOffice(Stream file)
    {
        Span<byte> start = stackalloc byte[4];
        var read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return read == start.Length && start.SequenceEqual<byte>([0xD0, 0xCF, 0x11, 0xE0]);
    }

    private static string Megabytes(long bytes) => (bytes / 1024 / 1024).ToString(CultureInfo.InvariantCulture);
}
