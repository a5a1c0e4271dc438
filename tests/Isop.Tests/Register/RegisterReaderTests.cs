using System.IO.Compression;
using System.Text;
using Isop.Core.Register;

namespace Isop.Tests.Register;

public sealed class RegisterReaderTests
{
    [Fact]
    public void A_workbook_and_a_zip_give_the_same_register()
    {
        var workbook = RegisterImport.Check(
            RegisterReader.Read(RegisterFile.Good().Workbook()), RegisterSnapshot.Empty, new CountedIds().Next, Importing.Today);
        var zip = RegisterImport.Check(RegisterFile.Good().Tables(), RegisterSnapshot.Empty, new CountedIds().Next, Importing.Today);

        var (a, b) = (Assert.IsType<ImportOutcome.Valid>(workbook).Data, Assert.IsType<ImportOutcome.Valid>(zip).Data);
        Assert.Equal(a.Personen, b.Personen);
        Assert.Equal(a.Organisaties, b.Organisaties);
        Assert.Equal(a.Kalender, b.Kalender);
        Assert.Equal(a.Rollen, b.Rollen);
        Assert.Equal(a.Stages.Select(s => (s.Id, s.Van, s.Tot)), b.Stages.Select(s => (s.Id, s.Van, s.Tot)));
        Assert.Equal("Anneke Çelik", b.Personen[0].Naam);
        Assert.Equal(new DateOnly(2026, 8, 31), b.Stages[2].Van);
    }

    [Theory]
    [InlineData(';', true, "")]
    [InlineData(',', true, "")]
    [InlineData(',', false, "register/")]
    [InlineData(';', false, "een/twee/")]
    public void A_zip_may_have_either_separator_a_byte_order_mark_and_a_folder(char separator, bool bom, string folder)
    {
        var tables = RegisterReader.Read(RegisterFile.Good().Zip(separator, bom, folder));

        Assert.Empty(tables.Faults);
        Assert.Equal(8, tables.Tables.Count);
        Assert.Equal("mentor.een@b1.example,mentor.twee@b1.example", tables.Find("stages")!.Rows[0].Cells[3]);
    }

    [Fact]
    public void Files_that_a_mac_adds_to_a_zip_are_left_alone()
    {
        var stream = RegisterFile.Good().Zip(folder: "register/");
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.CreateEntry("__MACOSX/register/._personen.csv").Open().Dispose();
        }

        stream.Position = 0;
        Assert.Empty(RegisterReader.Read(stream).Faults);
    }

    [Fact]
    public void Columns_may_come_in_any_order_beside_others_and_in_capitals()
    {
        var file = RegisterFile.Good().Sheet("besturen", "Opmerking;NAAM; Code ", "let op;Stichting Noord;B1", ";Kindercentra Zuid;B2");

        Assert.Equal(["B1", "Stichting Noord"], file.Tables().Find("besturen")!.Rows[0].Cells);
    }

    [Fact]
    public void Empty_rows_are_skipped_and_the_others_keep_their_number()
    {
        var file = RegisterFile.Good().Insert("besturen", 1, ";").Insert("besturen", 2, "").Set("besturen", 4, "naam", "");

        foreach (var stream in new[] { file.Zip(), file.Workbook() })
        {
            var refused = RegisterImport.Check(RegisterReader.Read(stream), RegisterSnapshot.Empty, new CountedIds().Next, Importing.Today);
            var fault = Assert.Single(Assert.IsType<ImportOutcome.Refused>(refused).Faults);
            Assert.Equal(("besturen", 4, 5, "naam"), (fault.Sheet, fault.Row, fault.WorksheetRow, fault.Column));
        }
    }

    [Fact]
    public void Text_is_tidied_without_changing_what_it_says()
    {
        var file = RegisterFile.Good().Set("personen", 1, "naam", "  Anneke\u00A0 C\u0327elik\u200B\t");

        Assert.Equal("Anneke Çelik", file.Tables().Find("personen")!.Rows[0].Cells[1]);
    }

    [Fact]
    public void A_missing_column_is_one_fault_and_a_double_one_too()
    {
        var faults = RegisterSnapshot.Empty.Faults(RegisterFile.Good()
            .RenameColumn("personen", "naam", "volledige naam").RenameColumn("stages", "groep", "van"));

        Assert.Equal([("personen", 0, "naam"), ("stages", 0, "groep"), ("stages", 0, "van")], faults.Select(f => (f.Sheet, f.Row, f.Column)));
        Assert.Contains("ontbreekt", faults[0].Reason, StringComparison.Ordinal);
        Assert.Contains("meer dan een keer", faults[2].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("besturen")]
    [InlineData("personen")]
    [InlineData("stages")]
    [InlineData("kalender")]
    public void A_missing_sheet_is_one_fault(string sheet)
    {
        var fault = Assert.Single(RegisterSnapshot.Empty.Faults(RegisterFile.Good().Without(sheet)));

        Assert.Equal((sheet, 0, "Dit blad ontbreekt."), (fault.Sheet, fault.Row, fault.Reason[..19]));
    }

    [Fact]
    public void A_row_with_more_cells_than_columns_is_a_fault()
    {
        var fault = Assert.Single(RegisterSnapshot.Empty.Faults(RegisterFile.Good().Add("besturen", "B3;Stichting; met een puntkomma")));

        Assert.Equal(("besturen", 3, ""), (fault.Sheet, fault.Row, fault.Column));
    }

    [Fact]
    public void A_csv_in_another_encoding_is_a_fault_and_not_a_name_with_question_marks()
    {
        var tables = RegisterReader.Read(RegisterFile.ZipOf(("besturen.csv", Encoding.Latin1.GetBytes("code;naam\nB1;Coöperatie"))));

        Assert.Contains("UTF-8", Assert.Single(tables.Faults).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quote_that_is_never_closed_is_a_fault()
    {
        var tables = RegisterReader.Read(RegisterFile.ZipOf(("besturen.csv", "code;naam\nB1;\"Stichting\nB2;Zuid"u8.ToArray())));

        Assert.Contains("aanhalingsteken", Assert.Single(tables.Faults).Reason, StringComparison.Ordinal);
    }

    public static TheoryData<string, byte[]> Unreadable() => new()
    {
        { "leeg", [] },
        { "niet te lezen", "email;naam"u8.ToArray() },
        { "wachtwoord", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] },
        { "geen register", RegisterFile.ZipOf(("brief.txt", "hallo"u8.ToArray())).ToArray() },
        { "niet te lezen", RegisterFile.ZipOf(("xl/workbook.xml", "<workbook><sheets>"u8.ToArray())).ToArray() },
        { "niet te lezen", RegisterFile.Good().Workbook().ToArray()[..2000] },
        { "1904", RegisterFile.ZipOf(("xl/workbook.xml", "<workbook><workbookPr date1904=\"1\"/></workbook>"u8.ToArray())).ToArray() },
        { "Uitgepakt", RegisterFile.ZipOf(("personen.csv", new byte[RegisterReader.MaxUncompressedBytes + 1])).ToArray() },
        { "Uitgepakt", RegisterFile.ZipOf(Enumerable.Range(0, 1_001).Select(i => ($"{i}.csv", Array.Empty<byte>()))).ToArray() },
    };

    [Theory]
    [MemberData(nameof(Unreadable), DisableDiscoveryEnumeration = true)]
    public async Task A_file_that_cannot_be_read_is_one_fault_that_says_what_to_do(string why, byte[] file)
    {
        var tables = await RegisterReader.ReadAsync(new MemoryStream(file), TestContext.Current.CancellationToken);

        Assert.False(tables.Readable);
        Assert.Contains(why, Assert.Single(tables.Faults).Reason, StringComparison.Ordinal);
        Assert.IsType<ImportOutcome.Refused>(RegisterImport.Check(tables, RegisterSnapshot.Empty, new CountedIds().Next, Importing.Today));
    }

    [Fact]
    public void An_entry_that_lies_about_its_size_is_unpacked_no_further_than_it_says()
    {
        var rows = string.Concat(Enumerable.Range(0, 200_000).Select(i => $"B{i};Stichting\n"));
        var bytes = RegisterFile.ZipOf(("besturen.csv", Encoding.UTF8.GetBytes("code;naam\n" + rows))).ToArray();
        var directory = bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BitConverter.GetBytes(1_000).CopyTo(bytes, directory + 24);

        var table = RegisterReader.Read(new MemoryStream(bytes)).Find("besturen");

        Assert.InRange(table?.Rows.Count ?? 0, 0, 1_000);
    }

    [Fact]
    public async Task An_upload_without_end_is_cut_off()
    {
        var tables = await RegisterReader.ReadAsync(new EndlessStream(), TestContext.Current.CancellationToken);

        Assert.Contains("te groot", Assert.Single(tables.Faults).Reason, StringComparison.Ordinal);
    }

    private sealed class EndlessStream : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => count;

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
