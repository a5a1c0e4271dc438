using System.Collections.Frozen;
using System.Globalization;
using System.Net.Mail;

namespace Isop.Core.Register;

/// <summary>
/// Reads the cells of one row. A cell that does not hold what it should adds a fault and reads as nothing (empty text, default):
/// the register is then refused as a whole, so nobody sees that value.
/// </summary>
internal sealed class RowFields(RegisterTable table, RegisterRow row, List<RegisterFault> faults)
{
    private const string Empty = "Dit mag niet leeg zijn.";
    private static readonly string[] DateFormats = ["yyyy-MM-dd", "d-M-yyyy"];
    private static readonly char[] ListSeparators = [',', ';'];

    public RegisterRow Row => row;

    public string Raw(string column) => row.Cells[table.Sheet.IndexOf(column)];

    public void Fault(string column, string reason) => faults.Add(new RegisterFault
    {
        Sheet = table.Sheet.Name, Row = row.Number, Column = column, Value = Raw(column), Reason = reason,
    });

    public string Text(string column, int max = 100) => Present(column) ? Bounded(column, max) : "";

    public string? Optional(string column, int max = 100) => Raw(column).Length == 0 ? null : Bounded(column, max);

    public string Email(string column)
    {
        if (!Present(column))
        {
            return "";
        }

        if (!IsEmail(Raw(column)))
        {
            Fault(column, "Dit is geen e-mailadres. Een adres ziet eruit als naam@organisatie.nl.");
            return "";
        }

        return Raw(column);
    }

    public string? OptionalEmail(string column) => Raw(column).Length == 0 ? null : Email(column);

    /// <summary>The items of a cell, one at least.</summary>
    public IReadOnlyList<string> List(string column)
    {
        var items = Raw(column).Split(ListSeparators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (Present(column) && items.Length == 0)
        {
            Fault(column, Empty);
        }

        return items;
    }

    public DateOnly Date(string column) => Present(column) ? ParsedDate(column) : default;

    public DateOnly? OptionalDate(string column) => Raw(column).Length == 0 ? null : ParsedDate(column);

    public T OneOf<T>(string column, FrozenDictionary<string, T> words) => Present(column) ? Word(column, words) : default!;

    public T? OptionalOneOf<T>(string column, FrozenDictionary<string, T> words)
        where T : struct => Raw(column).Length == 0 ? null : Word(column, words);

    public int Number(string column, int min, int max)
    {
        if (!Present(column))
        {
            return default;
        }

        if (!int.TryParse(Raw(column), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < min || number > max)
        {
            Fault(column, $"Dit moet een heel getal zijn van {min} tot en met {max}.");
        }

        return number;
    }

    public Opleiding Opleiding(string column)
    {
        if (Present(column) && !Register.Opleiding.TryParse(Raw(column), out _))
        {
            Fault(column, "Deze opleiding kennen we niet. Kies uit pabo-vt, pabo-dt, zij-instroom, ad-pep, ad-dep, mbo3-pm, mbo4-gpm, mbo4-oa of \"gast: naam van de opleiding\".");
        }

        return Register.Opleiding.TryParse(Bounded(column, 100), out var opleiding) ? opleiding : default;
    }

    /// <summary>Whether the cell holds anything; adds a fault when it does not.</summary>
    private bool Present(string column)
    {
        if (Raw(column).Length > 0)
        {
            return true;
        }

        if (table.Has(column))
        {
            Fault(column, Empty);
        }

        return false;
    }

    private string Bounded(string column, int max)
    {
        var text = Raw(column);
        if (text.Length > max)
        {
            Fault(column, $"Deze tekst is te lang. Er is plaats voor {max} tekens.");
            return "";
        }

        return text;
    }

    private DateOnly ParsedDate(string column)
    {
        if (!DateOnly.TryParseExact(Raw(column), DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            Fault(column, "Dit is geen datum. Schrijf een datum als 31-08-2026 of 2026-08-31.");
            return default;
        }

        if (date.Year is < 2000 or > 2100)
        {
            Fault(column, "Deze datum kan niet kloppen. Het jaar ligt tussen 2000 en 2100.");
            return default;
        }

        return date;
    }

    private T Word<T>(string column, FrozenDictionary<string, T> words)
    {
        if (words.TryGetValue(Raw(column), out var value))
        {
            return value;
        }

        Fault(column, $"Dit kennen we hier niet. Kies uit: {string.Join(", ", words.Keys.Order(StringComparer.Ordinal))}.");
        return default!;
    }

    internal static bool IsEmail(string text) =>
        text.Length <= 254 && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is ',' or ';' or '<' or '>' or '"' or '(' or ')')
        && text.IndexOf('@') is > 0 and <= 64 && text.IndexOf('@') == text.LastIndexOf('@')
        && text[(text.IndexOf('@') + 1)..] is { Length: > 2 } domain && domain.Contains('.') && !domain.StartsWith('.') && !domain.EndsWith('.')
        && !domain.Contains("..", StringComparison.Ordinal) && MailAddress.TryCreate(text, out _);
}
