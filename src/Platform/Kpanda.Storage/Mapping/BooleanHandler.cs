using System.Data;
using System.Globalization;
using Dapper;

namespace Kpanda.Storage.Mapping;

internal sealed class BooleanHandler : SqlMapper.TypeHandler<bool>
{
    public override bool Parse(object value) => Convert.ToBoolean(value, CultureInfo.InvariantCulture);

    public override void SetValue(IDbDataParameter parameter, bool value)
    {
        parameter.DbType = DbType.Boolean;
        parameter.Value = value;
    }
}
