using System.Text.Json;

namespace Isop.Core.Instrumenten;

/// <summary>
/// A place in the JSON of an instrument. It reads what is there, notes what is wrong with its path, and goes on, so that
/// whoever wrote the file sees every fault at once. What it returns counts only when no fault was noted.
/// </summary>
internal readonly struct InstrumentNode(JsonElement element, string path, List<InstrumentFault> faults)
{
    /// <summary>Notes when this is no object, and each property that is not one of these or is there twice.</summary>
    public bool IsObjectOf(params ReadOnlySpan<string> names)
    {
        if (element.ValueKind is not JsonValueKind.Object)
        {
            Note(path, "Hier hoort een object te staan: { … }.");
            return false;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            if (!names.Contains(property.Name))
            {
                Note(path, $"‘{Shorten(property.Name)}’ kennen we hier niet. Gebruik alleen: {string.Join(", ", names!)}.");
            }
            else if (!seen.Add(property.Name))
            {
                Note($"{path}.{property.Name}", "Dit staat er twee keer.");
            }
        }

        return true;
    }

    public string Text(string name) => OptionalText(name) ?? (IsMissing(name) ? Missing(name, "") : "");

    public string? OptionalText(string name)
    {
        if (IsMissing(name))
        {
            return null;
        }

        var value = element.GetProperty(name);
        return value.ValueKind is JsonValueKind.String ? value.GetString() : Wrong(name, "Hier hoort tekst te staan.", default(string));
    }

    public int Number(string name) => OptionalNumber(name) ?? (IsMissing(name) ? Missing(name, 0) : 0);

    public int? OptionalNumber(string name)
    {
        if (IsMissing(name))
        {
            return null;
        }

        var value = element.GetProperty(name);
        return value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : Wrong(name, "Hier hoort een geheel getal te staan.", default(int?));
    }

    public double? OptionalFraction(string name)
    {
        if (IsMissing(name))
        {
            return null;
        }

        var value = element.GetProperty(name);
        return value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out var number)
            ? number
            : Wrong(name, "Hier hoort een getal te staan, bijvoorbeeld 3.5.", default(double?));
    }

    /// <summary>One of the names of an enum, in whatever case it is written.</summary>
    public T Choice<T>(string name)
        where T : struct, Enum
    {
        if (IsMissing(name))
        {
            return Missing(name, default(T));
        }

        var value = element.GetProperty(name);
        var text = value.ValueKind is JsonValueKind.String ? value.GetString() : null;
        var index = Array.FindIndex(Enum.GetNames<T>(), n => n.Equals(text, StringComparison.OrdinalIgnoreCase));
        return index >= 0 ? Enum.GetValues<T>()[index] : Wrong(name, $"Kies hier uit: {string.Join(", ", Enum.GetNames<T>())}.", default(T));
    }

    public bool Flag(string name)
    {
        if (IsMissing(name))
        {
            return false;
        }

        var kind = element.GetProperty(name).ValueKind;
        return kind is JsonValueKind.True
            || (kind is not JsonValueKind.False && Wrong(name, "Hier hoort true of false te staan.", false));
    }

    /// <summary>The items of a list, each read at its own path.</summary>
    public IReadOnlyList<T> List<T>(string name, Func<InstrumentNode, T> read)
    {
        if (IsMissing(name))
        {
            return Missing<IReadOnlyList<T>>(name, []);
        }

        var value = element.GetProperty(name);
        if (value.ValueKind is not JsonValueKind.Array)
        {
            return Wrong<IReadOnlyList<T>>(name, "Hier hoort een lijst te staan: [ … ].", []);
        }

        var items = new List<T>(value.GetArrayLength());
        foreach (var item in value.EnumerateArray())
        {
            items.Add(read(new InstrumentNode(item, $"{path}.{name}[{items.Count}]", faults)));
        }

        return items;
    }

    /// <summary>This place itself as text, in a list of texts.</summary>
    public string AsText()
    {
        if (element.ValueKind is JsonValueKind.String)
        {
            return element.GetString()!;
        }

        Note(path, "Hier hoort tekst te staan.");
        return "";
    }

    /// <summary>This place itself as a whole number, in a list of numbers.</summary>
    public int AsNumber()
    {
        if (element.ValueKind is JsonValueKind.Number && element.TryGetInt32(out var number))
        {
            return number;
        }

        Note(path, "Hier hoort een geheel getal te staan.");
        return 0;
    }

    private static string Shorten(string name) => name.Length <= 40 ? name : name[..40] + "…";

    private bool IsMissing(string name) =>
        !element.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null;

    private T Missing<T>(string name, T instead) => Wrong($"{name}", "Dit ontbreekt.", instead);

    private T Wrong<T>(string name, string reason, T instead)
    {
        Note($"{path}.{name}", reason);
        return instead;
    }

    private void Note(string where, string reason) => faults.Add(new InstrumentFault(where, reason));
}
