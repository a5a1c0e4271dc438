using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Isop.Core;
using Isop.Core.Register;
using MiniExcelLibs;

namespace Isop.Tests.Register;

/// <summary>
/// A small register as the bureau would hand it in: three students (two hbo, one mbo), four organisations of which two are a koppel.
/// Rows are counted from 1, as in a fault. Everything in it is fictional.
/// </summary>
public sealed class RegisterFile
{
    private readonly Dictionary<string, List<string[]>> _sheets = [];

    public static RegisterFile Good()
    {
        var file = new RegisterFile();
        file.Sheet("besturen", "code;naam", "B1;Stichting Noord", "B2;Kindercentra Zuid");
        file.Sheet("organisaties",
            "code;naam;bestuur;soort;plaats;postcode;vakantieregio;sluit_in_vakantie;koppel;interprofessioneel;opleidingsorganisatie",
            "O1;School De Lorkeboom;B1;school;Doetinchem;7001 AA;midden;ja;;nee;ja",
            "O2;Kinderopvang 't Nest;B2;kinderopvang;Zevenaar;6901 AA;zuid;nee;;ja;ja",
            "O3;School De Els;B1;school;Aalten;7121 AA;midden;ja;O4;nee;ja",
            "O4;School De Iep;B1;school;Bredevoort;7126 AA;midden;ja;O3;nee;nee");
        file.Sheet("personen", "email;naam;roepnaam;telefoon;bron",
            "coach@iselinge.example;Anneke Çelik;Anneke;06-1;iselinge",
            "slb@graafschap.example;Bas Kok;Bas;;graafschap",
            "mwb@graafschap.example;Mo de Wit;Mo;06-2;graafschap",
            "mentor.een@b1.example;Zoë Vos;Zoë;06-3;bureau",
            "mentor.twee@b1.example;Rik Smit;Rik;;bureau",
            "opleider@b1.example;Els Prins;Els;06-4;bureau",
            "bureau@isop.example;Jo Bureau;Jo;06-5;bureau");
        file.Sheet("rollen", "email;rol;organisatie;bestuur;van;tot",
            "coach@iselinge.example;studiecoach;;;2026-08-01;",
            "slb@graafschap.example;slb;;;2026-08-01;",
            "mwb@graafschap.example;mwb;;;2026-08-01;",
            "mentor.een@b1.example;werkplekbegeleider;O1;B1;2026-08-01;",
            "mentor.twee@b1.example;werkplekbegeleider;O1;B1;2026-08-01;2027-07-31",
            "opleider@b1.example;schoolopleider;O1;B1;2026-08-01;",
            "opleider@b1.example;coordinerend-schoolopleider;;B1;2026-08-01;",
            "bureau@isop.example;onderwijsbureau;;;2026-08-01;");
        file.Sheet("studenten", "studentnummer;email;naam;roepnaam;telefoon;opleiding;leerjaar;studiecoach;mwb;bron",
            "101;ann@student.example;Ann Bos;Ann;06-6;pabo-vt;2;coach@iselinge.example;;iselinge",
            "102;bo@student.example;Bo de Haan;Bo;;ad-pep;1;coach@iselinge.example;;iselinge",
            "201;cas@student.example;Cas Mulder;Cas;06-7;mbo3-pm;3;slb@graafschap.example;mwb@graafschap.example;graafschap");
        file.Sheet("stages", "studentnummer;organisatie;groep;werkplekbegeleiders;schoolopleider;van;tot;dagen",
            "101;O1;groep 4;mentor.een@b1.example,mentor.twee@b1.example;opleider@b1.example;2026-08-31;2027-01-29;di,wo",
            "101;O1;groep 5;mentor.een@b1.example;opleider@b1.example;2027-02-01;2027-07-02;di,wo",
            "102;O3;groep 1;mentor.twee@b1.example;;31-08-2026;29-01-2027;ma",
            "201;O2;peuters;mentor.een@b1.example;;2026-08-31;2027-07-02;do,vr");
        file.Sheet("leerteams", "code;naam;organisaties;begeleider",
            "L1;Leerteam De Lorkeboom;O1;opleider@b1.example",
            "L2;Leerteam Aalten;O3,O4;opleider@b1.example");
        file.Sheet("kalender", "soort;naam;van;tot;regio;opleiding;organisatie",
            "studiejaar;2026-2027;2026-08-31;2027-07-16;;;",
            "stageperiode;Stageperiode 1;2026-08-31;2027-01-29;;;",
            "vakantie;Herfstvakantie;2026-10-17;2026-10-25;midden;;",
            "vrije dag;Koningsdag;2027-04-27;2027-04-27;;;",
            "stageweek;Stageweek 1;2026-10-05;2026-10-09;;pabo-vt;",
            "tussenevaluatie;Tussenevaluatie 1;2026-11-16;2026-12-04;;pabo-vt;",
            "studiedag;Studiedag;2026-11-18;2026-11-18;;;O1");
        return file;
    }

    public RegisterFile Sheet(string sheet, params string[] lines)
    {
        _sheets[sheet] = [.. lines.Select(l => l.Split(';'))];
        return this;
    }

    public RegisterFile Without(string sheet)
    {
        _sheets.Remove(sheet);
        return this;
    }

    public RegisterFile Set(string sheet, int row, string column, string value)
    {
        _sheets[sheet][row][Array.IndexOf(_sheets[sheet][0], column)] = value;
        return this;
    }

    public RegisterFile Add(string sheet, string line)
    {
        _sheets[sheet].Add(line.Split(';'));
        return this;
    }

    public RegisterFile Insert(string sheet, int row, string line)
    {
        _sheets[sheet].Insert(row, line.Split(';'));
        return this;
    }

    /// <summary>Keeps the rows whose cell passes.</summary>
    public RegisterFile Only(string sheet, string column, Func<string, bool> keep)
    {
        var index = Array.IndexOf(_sheets[sheet][0], column);
        _sheets[sheet] = [_sheets[sheet][0], .. _sheets[sheet].Skip(1).Where(r => keep(r[index]))];
        return this;
    }

    public RegisterFile RenameColumn(string sheet, string column, string name)
    {
        _sheets[sheet][0][Array.IndexOf(_sheets[sheet][0], column)] = name;
        return this;
    }

    /// <summary>What one institute would hand in: its own people, students and stages, and everything that is shared.</summary>
    public RegisterFile OfBron(string bron)
    {
        Only("personen", "bron", b => b == bron).Only("studenten", "bron", b => b == bron);
        var people = _sheets["personen"].Skip(1).Select(r => r[0]).ToHashSet();
        var students = _sheets["studenten"].Skip(1).Select(r => r[0]).ToHashSet();
        return Only("rollen", "email", people.Contains).Only("stages", "studentnummer", students.Contains);
    }

    public MemoryStream Zip(char separator = ';', bool bom = true, string folder = "") =>
        ZipOf(_sheets.Select(s => (folder + s.Key + ".csv", new UTF8Encoding(bom).GetPreamble()
            .Concat(Encoding.UTF8.GetBytes(string.Join("\r\n", s.Value.Select(r => string.Join(separator, r.Select(c => Quoted(c, separator))))))).ToArray())));

    /// <summary>A workbook with real Excel dates and numbers where the text is one.</summary>
    public MemoryStream Workbook()
    {
        var sheets = _sheets.ToDictionary(s => s.Key, object (s) => s.Value.Skip(1)
            .Select(r => s.Value[0].Select((column, i) => (column, Value: i < r.Length ? Typed(r[i]) : null)).ToDictionary(c => c.column, c => c.Value)).ToList());
        var stream = new MemoryStream();
        stream.SaveAs(sheets);
        stream.Position = 0;
        return stream;
    }

    public RegisterTables Tables() => RegisterReader.Read(Zip());

    public static MemoryStream ZipOf(params IEnumerable<(string Name, byte[] Body)> entries)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, body) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(body);
            }
        }

        stream.Position = 0;
        return stream;
    }

    private static string Quoted(string cell, char separator) => cell.Contains(separator) || cell.Contains('"') || cell.Contains('\n')
        ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    private static object? Typed(string cell) =>
        DateTime.TryParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date
        : int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : cell.Length == 0 ? null : cell;
}

/// <summary>Ids in order, so that a test can say who is who.</summary>
public sealed class CountedIds
{
    private int _count;

    public int Count => _count;

    public PersonId Next() => PersonId.From(new Guid(++_count, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]));
}

/// <summary>An import without a store.</summary>
public static class Importing
{
    public static readonly DateOnly Today = new(2026, 9, 1);

    public static RegisterSnapshot Import(this RegisterSnapshot current, RegisterFile file, DateOnly? today = null, CountedIds? ids = null)
    {
        var outcome = RegisterImport.Check(file.Tables(), current, (ids ?? Ids).Next, today ?? Today);
        var valid = outcome as ImportOutcome.Valid
            ?? throw new InvalidOperationException(string.Join("\n", ((ImportOutcome.Refused)outcome).Faults));
        return new RegisterSnapshot(current.Version + "+", valid.Data);
    }

    public static IReadOnlyList<RegisterFault> Faults(this RegisterSnapshot current, RegisterFile file) =>
        RegisterImport.Check(file.Tables(), current, Ids.Next, Today) is ImportOutcome.Refused refused ? refused.Faults : [];

    /// <summary>The tables as they are stored, to compare two versions byte for byte.</summary>
    public static string Json(RegisterSnapshot register) => JsonSerializer.Serialize(register.Data, CoreJson.Default.RegisterData);

    private static CountedIds Ids { get; } = new();
}
