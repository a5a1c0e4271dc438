namespace Isop.Bot.Cards.Templating;

/// <summary>What expressions can see during one expansion: the data, where a repetition stands, and the variables of lambdas.</summary>
internal sealed class Scope
{
    private static readonly Value Version = Value.Of(new ValueRecord(
        ["major", "minor", "patch", "suffix"],
        [Value.Of(2), Value.Of(3), Value.Of(1), Value.Of("")],
        4));

    private Value[] _stack = new Value[32];
    private (string Name, Value Item)[] _locals = new (string, Value)[4];
    private int _localCount;

    public Value Root { get; private set; }

    public Value Data { get; set; }

    public Value Index { get; set; }

    public int StackCount { get; private set; }

    public void Start(in Value root)
    {
        Root = root;
        Data = root;
        Index = Value.Undefined;
    }

    /// <summary>Lets go of the data, so that a kept scope holds no one's.</summary>
    public void Clear()
    {
        Root = Data = Index = Value.Undefined;
        Array.Clear(_stack);
        Array.Clear(_locals);
        StackCount = 0;
        _localCount = 0;
    }

    public void Push(in Value value)
    {
        if (StackCount == _stack.Length)
        {
            Array.Resize(ref _stack, StackCount * 2);
        }

        _stack[StackCount++] = value;
    }

    public ReadOnlySpan<Value> Top(int start) => _stack.AsSpan(start, StackCount - start);

    public void Pop(int start) => StackCount = start;

    public void Enter(string name, in Value item)
    {
        if (_localCount == _locals.Length)
        {
            Array.Resize(ref _locals, _localCount * 2);
        }

        _locals[_localCount++] = (name, item);
    }

    public void Leave() => _localCount--;

    /// <summary>Looks a path up: in the variables of lambdas, innermost first, then in the data.</summary>
    public Value Find(ReadOnlySpan<PathPart> path)
    {
        for (var i = _localCount - 1; i >= 0; i--)
        {
            if (_locals[i].Name.Equals(path[0].Name, StringComparison.OrdinalIgnoreCase))
            {
                var found = PathPart.Walk(_locals[i].Item, path[1..]);
                if (!found.IsUndefined)
                {
                    return found;
                }
            }
        }

        return path[0].Name is ['$', ..]
            ? PathPart.Walk(Reserved(path[0].Name), path[1..])
            : PathPart.Walk(Data, path);
    }

    private Value Reserved(string name) => name.ToUpperInvariant() switch
    {
        "$DATA" => Data,
        "$ROOT" => Root,
        "$INDEX" => Index,
        "$_ACTEMPLATEVERSION" => Version,
        _ => Value.Undefined,
    };
}
